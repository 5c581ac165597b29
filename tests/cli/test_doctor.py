"""`kg doctor` tells what is installed, what is not, and what is broken, also where much is."""

import base64
import hashlib
import json
import subprocess
import sys
import tomllib

import pytest

from kg import __version__
from kg.doctor import EXTRAS, examine

METADATA = """Metadata-Version: 2.4
Name: diplomatic-kg
Version: {version}
Requires-Dist: click>=8
Requires-Dist: numpy>=999
Requires-Dist: nowhere-to-be-found>=2
Requires-Dist: not-for-this-python; python_version < "3"
Provides-Extra: plots
Requires-Dist: click>=8; extra == "plots"
Provides-Extra: tables
Requires-Dist: no-such-tables>=1; extra == "tables"
Provides-Extra: dev
Requires-Dist: diplomatic-kg[tables]; extra == "dev"
"""


def install(folder, files, version=__version__):
    """An installation that says of itself what a broken one would."""
    info = folder / f"diplomatic_kg-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA.format(version=version))
    rows = []
    for name, (noted, is_there) in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if is_there:
            (folder / name).write_bytes(is_there)
        digest = base64.urlsafe_b64encode(hashlib.sha256(noted).digest()).decode().rstrip("=")
        rows.append(f"{name},sha256={digest},{len(noted)}")
    (info / "RECORD").write_text("\n".join(rows) + "\n")


@pytest.fixture
def broken(tmp_path, monkeypatch):
    install(tmp_path, {"kg/a.py": (b"a", b"a"), "kg/b.npz": (b"b", b"other"), "kg/c.tsv": (b"c", None)})
    monkeypatch.syspath_prepend(tmp_path)
    return {(finding.section, finding.name): finding for finding in examine()}


@pytest.fixture(scope="module")
def here():
    """What is found in the environment of the tests."""
    return {(finding.section, finding.name): finding for finding in examine()}


def test_what_kg_needs_is_here(here):
    needed = [finding for (section, _), finding in here.items() if section in ("needed", "languages")]
    assert {"Python", "kg", "libraries", "files", "store", "ar", "en"} == {finding.name for finding in needed}
    assert [finding for finding in needed if finding.state != "ok" or finding.advice] == []


def test_weights_are_told_by_their_hash(here):
    from kg.pipeline.materials import hash_materials

    for language in ("ar", "en"):
        weights = here["languages", language].facts["weights"]
        assert weights == hash_materials([language])[f"weights {language}"]
        assert f"weights {weights[:12]}" in here["languages", language].what


def test_every_extra_is_told_with_what_it_gives(here, pytestconfig):
    project = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["optional-dependencies"]) == set(EXTRAS)
    for extra, gives in EXTRAS.items():
        assert here["extras", extra].what.startswith(gives)


def test_libraries_that_lack_or_are_too_old_are_told(broken):
    libraries = broken["needed", "libraries"]
    assert libraries.state == "broken"
    assert libraries.what.startswith("1 of 3 that kg needs; lacks numpy>=999 (")
    assert "nowhere-to-be-found>=2" in libraries.what and "python" not in libraries.what
    assert libraries.advice == "pip install 'numpy>=999' 'nowhere-to-be-found>=2'"


def test_files_that_changed_or_went_are_told(broken):
    files = broken["needed", "files"]
    assert files.state == "broken" and "--force-reinstall" in files.advice
    assert files.what == "2 of 3 changed or lost since kg was installed: kg/b.npz, kg/c.tsv"


def test_an_extra_that_lacks_is_no_fault(broken):
    assert broken["extras", "plots"].state == "ok"
    for extra in ("tables", "dev"):  # dev needs what tables does
        finding = broken["extras", extra]
        assert finding.state == "absent" and "no-such-tables>=1" in finding.what
        assert finding.advice == f"pip install 'diplomatic-kg[{extra}]'"


def test_another_version_than_the_one_installed_is_told(tmp_path, monkeypatch):
    install(tmp_path, {}, version="0.0.1")
    monkeypatch.syspath_prepend(tmp_path)
    found = next(finding for finding in examine() if finding.name == "kg")
    assert found.state == "broken" and "0.0.1 is installed" in found.what


def test_plugins_that_cannot_be_loaded_are_told(kg):
    result = kg("doctor")
    assert result.exit_code == 1
    told = {line.split("  ")[2].strip(): line for line in result.stdout.splitlines() if "pip uninstall" in line}
    assert told["extractor broken"].startswith("  BROKEN")
    assert "kg: 1 thing broken" in result.stderr


def test_json_tells_the_same(kg):
    result = kg("doctor", "--json")
    told = json.loads(result.stdout)
    states = {(finding["section"], finding["name"]): finding["state"] for finding in told["findings"]}
    assert states["needed", "Python"] == "ok"
    assert told["broken"] == sum(state == "broken" for state in states.values())
    assert told["broken"] >= 1 and result.exit_code == 1  # the plug-in `broken`


def test_it_runs_where_almost_nothing_can_be_imported():
    code = (
        "import sys\n"
        "for name in ('numpy', 'spacy', 'rdflib', 'pyoxigraph', 'lxml', 'rich', 'packaging', 'matplotlib'):\n"
        "    sys.modules[name] = None\n"
        "from kg.cli import main\nmain(['doctor'])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 1 and "Traceback" not in result.stderr
    broken = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("  BROKEN")}
    assert {"libraries", "store", "ar", "en", "extras"} <= broken
