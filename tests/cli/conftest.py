"""Pages of our own, and the command line run in the test's process."""

import pytest
from click.testing import CliRunner

from kg.cli import cli

PAGE = """قطر والولايات المتحدة توسعان تعاونهما

الدوحة - عدلت قطر والولايات المتحدة يوم 2024-03-06 اتفاقية التعاون الدفاعي بين البلدين. وجرى ذلك في مراسم رسمية.
أدانت قطر إيران في بيان صدر مساء اليوم. ستوقع قطر وعمان اتفاقية التعاون الدفاعي في وقت لاحق من هذا العام.

وقال مراقبون إن الوساطة قائمة منذ أشهر طويلة. تتوسط عمان بين إيران والولايات المتحدة في ملفات عدة.
"""
OTHER = """عمان تستضيف جولة جديدة

مسقط - وقعت عمان وإيران يوم 2023-05-28 اتفاقية التعاون الدفاعي في ختام زيارة رسمية استمرت يومين كاملين.
وأكد البيان الختامي أن الجانبين سيواصلان العمل معا. وأضاف البيان أن اللقاءات كانت مثمرة وبناءة جدا.
"""


@pytest.fixture
def pages(tmp_path):
    """A folder of two pages, five events by the extractor `plain`."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "one.txt").write_text(PAGE, encoding="utf-8")
    (folder / "two.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def kg(plugins, tmp_path, monkeypatch):
    """Runs a command in this process, in the test's folder: ``kg("extract", path)``; the result as click gives it."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin, prog_name="kg")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def store(kg, pages, tmp_path):
    """A store built of the pages."""
    folder = tmp_path / "graph"
    assert kg("build", pages, "--store", folder, "--extractor", "plain").exit_code == 0
    return folder
