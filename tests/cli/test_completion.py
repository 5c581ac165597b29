"""Completion works in the shells themselves: each loads what `kg` prints for it, and completes a line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent

#: Each script loads the completion and prints what the last word can become.
BASH = """
eval "$(_KG_COMPLETE=bash_source kg)"
complete -p kg >/dev/null || exit 9
COMP_WORDS=({words}); COMP_CWORD={last}
_kg_completion kg
printf '%s\\n' "${{COMPREPLY[@]}}"
"""

# Zsh completes only at its own prompt: what it would be offered is caught instead.
ZSH = """
autoload -U compinit && compinit -u -D
eval "$(_KG_COMPLETE=zsh_source kg)"
[[ $_comps[kg] == _kg_completion ]] || exit 9
_describe() {{ print -l -- ${{(P)3}} }}
compadd() {{ print -l -- ${{(P)@[-1]}} }}
_path_files() {{ :; }}
words=({words}); CURRENT={after}
_kg_completion
"""

FISH = """
_KG_COMPLETE=fish_source kg | source
complete -C {line}
"""


@pytest.fixture
def shell(tmp_path):
    """Runs a script in a shell, with `kg` on PATH; gives the first word of each line that it prints."""

    def run(name, script):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed; on Debian: apt install {name}")
        environment = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        command = {"bash": ["bash", "--norc", "-c"], "zsh": ["zsh", "-f", "-c"], "fish": ["fish", "-c"]}[name]
        result = subprocess.run(
            [*command, script],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return {line.split("\t")[0].split(":")[0].strip() for line in result.stdout.splitlines() if line.strip()}

    if not (BIN / "kg").exists():
        pytest.skip(f"no kg in {BIN}: pip install -e . installs it")
    return run


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ex"], {"extract", "export", "explain"}),
        (["export", "--sta"], {"--status", "--standing"}),
        (["plot", "network", "--view", "co"], {"cooccurrence"}),
    ],
    ids=["command", "option", "value"],
)
def test_a_line_is_completed(shell, name, words, expected):
    quoted = " ".join(f"'{word}'" for word in ["kg", *words])
    if name == "bash":
        script = BASH.format(words=quoted, last=len(words))
    elif name == "zsh":
        script = ZSH.format(words=quoted, after=len(words) + 1)
    else:
        script = FISH.format(line=f"'{' '.join(['kg', *words])}'")
    assert shell(name, script) == expected
