"""Codes BG0xx: projects and their files."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

PROJECT: Mapping[str, Code] = {
    "BG001": Code(
        "no project here",
        "No `briefgen.yaml` in the folder or above it.",
        "Change to the project's folder, or name it with `--project DIR`.",
    ),
    "BG002": Code(
        "file missing",
        "A file that the project needs does not exist.",
        "Create it, or correct the name where it is mentioned.",
    ),
    "BG003": Code(
        "file unreadable",
        "A file is not UTF-8 text, is too large, or cannot be opened.",
        "Save it as UTF-8 under the stated size.",
    ),
    "BG004": Code("file empty", "A data file holds nothing.", "Fill it or delete it."),
    "BG005": Code("outside the project", "A name in the project leads out of its folder.", "Use a path inside the project."),
    "BG006": Code(
        "no such brief, audience or language",
        "The command names something that the project does not define, or asks for a format in which it is not made.",
        "Use one of the names that the hint lists.",
    ),
    "BG007": Code(
        "names collide",
        "Two documents would be written to the same file.",
        "Rename one of the briefs, items or audiences.",
    ),
    "BG009": Code(
        "cannot write",
        "The output folder refuses a file, or a link leads out of it.",
        "Check space, permissions and links.",
    ),
    "BG010": Code("folder in use", "Another build is writing to the same output folder.", "Wait for it, or use --output."),
    "BG011": Code("manifest unreadable", "The manifest of the output folder is damaged.", "Build everything once."),
    "BG012": Code("waiver ended", "A waiver's last day has passed.", "Mend the finding, or renew the waiver with its reason."),
    "BG013": Code(
        "waiver refused",
        "A waiver names a finding about what readers may not see (BG3xx), which cannot be waived.",
        "Change the marking, the embargo or the audience, and delete the waiver.",
    ),
    "BG014": Code(
        "files in the way",
        "`briefgen init` would write over files that are there; nothing was written.",
        "Name an empty folder, or move the files that the message lists.",
    ),
    "BG015": Code(
        "new project not written",
        "The folder of the new project refuses a file, or a link stands in its way.",
        "Check space, permissions and links, or name another folder.",
    ),
    "BG016": Code(
        "port taken",
        "The preview cannot listen on the port: another program does, or the system reserves it.",
        "Name another with --port, or leave it out: the next free one is taken.",
    ),
}
