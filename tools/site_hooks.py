"""What mkdocs is told beyond mkdocs.yml: the page that lists the decisions, made from their headings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files


def on_files(files: Files, /, *, config: Any) -> Files:
    """Leaves the template out and adds ``decisions/index.md``."""
    folder = Path(config.docs_dir) / "decisions"
    lines = ["# Decisions", "", "What was weighed, what was decided, and why.", ""]
    for path in sorted(folder.glob("2*.md"), reverse=True):
        title = path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
        lines.append(f"* [{title}]({path.name})")
    if template := files.get_file_from_path("decisions/00000000-template.md"):
        files.remove(template)
    files.append(File.generated(config, "decisions/index.md", content="\n".join(lines) + "\n"))
    return files
