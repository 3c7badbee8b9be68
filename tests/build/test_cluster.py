"""A cluster makes what this machine makes, byte for byte, on workers that share nothing with it but the network."""

from __future__ import annotations

import asyncio
import filecmp
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import Client

from briefgen import Project
from briefgen.build import Cluster, Limits, Made, Resources, Workshop
from briefgen.build.cluster import dispatch
from briefgen.build.cluster.foreman import Order
from briefgen.build.cluster.joining import make_on_cluster
from briefgen.build.cluster.line import Line
from briefgen.build.cluster.outpost import Outpost
from briefgen.build.cluster.versions import versions_here
from briefgen.model.diagnostic import Diagnostic, Exit, Problems
from briefgen.model.value import parse_instant
from briefgen.report import Report
from briefgen.tailor import Request, plan
from tests.accidents import Faulty
from tests.clusters import Running, folders_below, running, wait_for
from tests.mail_servers import make_certificates
from tests.projects import FACTS, SETTINGS, write_project
from tests.shipped import AS_AT, ROOT, briefgen, lend_fonts

NOW = parse_instant(AS_AT)
FOUR = SETTINGS.replace("[minister, public]", "[minister, public, press, policymaker]")
OWN = '{% extends "stock:audiences/minister.html.j2" %}\n{% block colophon %}<p class="colophon">Ours.</p>{% endblock %}\n'


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all projects, of which no worker can open a file."""
    return tmp_path_factory.mktemp("projects")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, projects: Path) -> Iterator[Running]:
    """Two workers: one that a nanny watches, as `dask worker` starts it, and one without."""
    with running(tmp_path_factory.mktemp("cluster") / "one", projects) as found:
        found.hire("nanny")
        found.hire("plain", "--no-nanny")
        yield found


@pytest.fixture(scope="module")
def local(projects: Path, font_cache: Path) -> Path:
    """A project of four documents that this machine has built."""
    folder = write_project(projects / "local", {"templates/audiences/minister.html.j2": OWN}, settings=FOUR)
    lend_fonts(font_cache, folder)
    assert len(Project.open(folder).build(as_at=NOW).documents) == 4
    return folder


@pytest.fixture
def project(local: Path, projects: Path, request: pytest.FixtureRequest) -> Path:
    """The same project, of which nothing is built yet."""
    folder = projects / request.node.name
    shutil.copytree(local, folder, ignore=shutil.ignore_patterns("output", "documents", "standing*"))
    return folder


def build(project: Path, at: Running, *, patience: float = 30.0, **options: object) -> Report:
    return Project.open(project).build(cluster=Cluster(at.address, patience), as_at=NOW, **options)  # type: ignore[arg-type]


def built_anew(project: Path, at: Running) -> Report:
    """Build the pages of a project from nothing; a worker that has just come may be asked too late to make any."""
    shutil.rmtree(project / "output", ignore_errors=True)
    return build(project, at, formats=["html"])


def told(report: Report, code: str) -> str:
    return "\n".join(item.message for item in report.diagnostics if item.code == code)


def differences(one: Path, other: Path) -> list[str]:
    """Give the files of two folders that are not there or not the same in both."""
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    assert len(names) > 6, "the search saw too little to be trusted"
    same, *others = filecmp.cmpfiles(one, other, sorted(map(str, names)), shallow=False)
    assert len(same) + sum(map(len, others)) == len(names)
    return [name for found in others for name in found]


def test_a_process_of_the_cluster_cannot_open_a_file_of_the_project(cluster: Running, local: Path) -> None:
    spied = {**os.environ, "PYTHONPATH": str(cluster.folder / "plain"), "BRIEFGEN_TEST_REFUSED": str(cluster.refused)}
    code = f"open({str(local / 'briefgen.yaml')!r})"
    done = subprocess.run([sys.executable, "-c", code], env=spied, capture_output=True, text=True, check=False)
    assert "a worker may not see the project" in done.stderr


def test_a_cluster_writes_the_same_bytes_as_this_machine(cluster: Running, project: Path, local: Path) -> None:
    wait_for(lambda: all("Registered" in (cluster.folder / f"{name}.log").read_text() for name in ("nanny", "plain")))
    names: list[str] = []
    report = build(project, cluster, progress=lambda name, total: names.append(f"{name} {total}"))
    assert differences(project / "output", local / "output") == []
    assert (len(names), len(report.documents), report.failed) == (4, 4, ())
    assert "made on 2 workers" in told(report, "BG519")
    here = Project.open(local).build(as_at=NOW, jobs=1)
    assert [item for item in report.diagnostics if item.code != "BG519"] == list(here.diagnostics)


def test_a_cluster_is_not_asked_where_nothing_has_to_be_made(local: Path) -> None:
    report = Project.open(local).build(cluster=Cluster("tcp://127.0.0.1:9", 0.5), as_at=NOW)
    assert (len(report.unchanged), told(report, "BG519")) == (4, "")


def pieces(report: Report) -> tuple[int, int]:
    """Give how many pieces were sent, and how many bytes."""
    found = re.search(r"; (\d+) pieces were sent to them, ([\d,]+) bytes", told(report, "BG519"))
    assert found
    return int(found[1]), int(found[2].replace(",", ""))


def test_what_a_worker_holds_is_not_sent_again(cluster: Running, project: Path) -> None:
    wait_for(lambda: "made on 2 workers" in told(built_anew(project, cluster), "BG519"))
    held = {path: path.stat().st_ino for name in ("nanny", "plain") for path in cluster.folder.glob(f"{name}/**/pieces/*")}
    assert pieces(built_anew(project, cluster)) == (0, 0)
    facts = project / "data/facts/first.yaml"
    facts.write_text(FACTS.replace("announced", "promised"), encoding="utf-8")
    report = build(project, cluster, formats=["html"])
    assert report.documents
    assert any("fact `money` has changed" in why for why in report.reasons["summit-minister-en"])
    count, size = pieces(report)
    assert count == 2 * 2, "to each worker the portion of facts and the list of pieces"
    assert size < 2 * 12_000
    assert {path: path.stat().st_ino for path in held} == held
    template = project / "templates/audiences/minister.html.j2"
    template.write_text(OWN.replace("Ours", "Still ours"), encoding="utf-8")
    report = build(project, cluster, formats=["html"])
    assert [row.name for row in report.documents] == ["summit-minister-en"]
    assert pieces(report)[0] in {2, 4}


def test_findings_name_the_places_of_the_project(cluster: Running, project: Path, local: Path, projects: Path) -> None:
    press = OWN.replace("minister", "press").replace("Ours.", 'Of 47 <img src="no.png" alt="No">')
    public = OWN.replace("minister", "public").replace("Ours.", "{{ nobody }}")
    faulty = {"templates/audiences/press.html.j2": press, "templates/audiences/public.html.j2": public}
    there, here = (write_project(folder, faulty, settings=FOUR) for folder in (project, projects / "faults"))
    lend_fonts(local / ".briefgen/cache", here)
    (there / "templates/outside.png").symlink_to(ROOT / "pyproject.toml")
    request = Request(audiences=("press", "public"))
    found, wanted = build(there, cluster, request=request), Project.open(here).build(request, as_at=NOW)
    assert [item for item in found.diagnostics if item.code != "BG519"] == list(wanted.diagnostics)
    assert {"BG210", "BG402", "BG504"} <= {item.code for item in found.diagnostics}, found.diagnostics
    assert found.failed == wanted.failed == ("summit-public-en",)


def make(project: Path, at: Running, accident: str, seconds: float = 30) -> dict[str, Made]:
    work = Project.open(project)
    shop = Faulty(work.work, work.folders, NOW, ("html",), accident=accident)
    wanted = [item for item in plan(shop.work) if item.audience in {"minister", "public"}]
    resources = Resources(limits=Limits(seconds=seconds), cluster=Cluster(at.address))
    notes: list[Diagnostic] = []
    return {made.id.audience: made for made in make_on_cluster(shop, wanted, resources, notes.append)}


@pytest.mark.parametrize(
    ("accident", "code", "words"),
    [
        ("hangs", "BG511", "took longer than 4 seconds"),
        ("dies", "BG510", "the process that made it died (exit -9)"),
        ("takes all", "BG512", "needed more than 2048 MiB of memory"),
        ("kills the process that leads", "BG517", "the process that makes documents has ended"),
    ],
)
def test_an_accident_costs_its_own_document_alone(cluster: Running, local: Path, accident: str, code: str, words: str) -> None:
    made = make(local, cluster, accident, seconds=4 if accident == "hangs" else 30)
    assert made["public"].finished is not None
    assert made["minister"].finished is None
    (found,) = made["minister"].diagnostics
    assert (found.code, words in found.message) == (code, True), found.message


def test_a_bug_is_raised_with_the_place_where_it_happened(cluster: Running, local: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        make(local, cluster, "is a bug")
    assert "in make" in "".join(caught.value.__notes__)


def test_workers_with_other_versions_are_refused(cluster: Running, local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = versions_here(pdf=True)
    monkeypatch.setattr(dispatch, "versions_here", lambda *, pdf: {**there, "weasyprint": "1.0"})  # noqa: ARG005 -- the name counts
    with pytest.raises(Problems) as caught:
        make(local, cluster, "")
    messages = [item.message for item in caught.value.diagnostics]
    assert len(messages) == 2
    for item in caught.value.diagnostics:
        assert item.code == "BG516"
        assert f"has weasyprint {there['weasyprint']} where this machine has 1.0" in item.message
        assert "tcp://127.0.0.1:" in item.message


def test_a_worker_with_another_briefgen_is_left_out_and_leaves_nothing(cluster: Running, project: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "briefgen", tmp_path / "briefgen", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "briefgen/model/value.py").open("a") as file:
        file.write("# as it was last year\n")
    cluster.hire("old", PYTHONPATH=f"{cluster.folder / 'old'}:{tmp_path}")
    wait_for(lambda: "Registered" in (cluster.folder / "old.log").read_text())
    try:
        reports: list[Report] = []

        def is_noticed() -> str:
            """Build from nothing: the others may be done before this worker has said what it is."""
            reports.append(built_anew(project, cluster))
            return told(reports[-1], "BG516")

        wait_for(is_noticed)
        assert all((len(report.documents), report.failed) == (4, ()) for report in reports)
        assert "has briefgen 0.1.0 (code " in told(reports[-1], "BG516")
        assert all("made on 2 workers" in told(report, "BG519") for report in reports)
    finally:
        cluster.end("old")
    assert cluster.store("old") == []


def test_a_worker_that_is_killed_costs_nothing_but_time(cluster: Running, project: Path, local: Path) -> None:
    def kill(name: str, total: int) -> None:  # noqa: ARG001 -- as progress is heard
        if "plain" in cluster.processes:
            cluster.end("plain", signal.SIGKILL)

    report = build(project, cluster, progress=kill)
    assert "plain" not in cluster.processes
    assert differences(project / "output", local / "output") == []
    assert (len(report.documents), report.failed) == (4, ())
    wait_for(lambda: not cluster.store("plain"))


@pytest.mark.parametrize("kind", ["stand-", "make-"])
def test_what_meets_an_accident_on_its_way_is_asked_for_again(
    cluster: Running, project: Path, local: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    brought, met = Client._gather_remote, list[str]()

    async def broken(client: Client, *options: object) -> object:
        keys = {str(key) for key in client._gather_keys if str(key).startswith(kind)}
        found = await brought(client, *options)
        if keys and len(met) < 2:
            met.extend(keys)
            raise RuntimeError("ConnectionPool is closed")
        return found

    monkeypatch.setattr(Client, "_gather_remote", broken)
    report = build(project, cluster)
    assert met
    assert differences(project / "output", local / "output") == []
    assert (len(report.documents), report.failed, told(report, "BG516")) == (4, (), "")


def test_a_document_that_is_lost_on_its_way_home_is_made_by_another_worker(
    tmp_path: Path, projects: Path, local: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scheduler would wait for ever for the one worker that was told to make it."""
    brought = Client._gather_remote
    with running(tmp_path / "one", projects) as cluster:
        cluster.hire("first", "--no-nanny")

        async def lost(client: Client, *options: object) -> object:
            if "first" in cluster.processes and any(str(key).startswith("make-") for key in client._gather_keys):
                cluster.end("first", signal.SIGKILL)
                while await client.scheduler.ncores():
                    await asyncio.sleep(0.05)
                cluster.hire("second", "--no-nanny")
            return await brought(client, *options)

        monkeypatch.setattr(Client, "_gather_remote", lost)
        report = build(project, cluster)
    assert differences(project / "output", local / "output") == []
    assert (len(report.documents), report.failed) == (4, ())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_when_a_build_is_broken_off_its_documents_are_taken_back(cluster: Running, project: Path, how: signal.Signals) -> None:
    words = ("build", "--project", str(project), "--as-at", AS_AT, "--cluster", cluster.address)
    command = [sys.executable, "-m", "briefgen", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        wait_for(lambda: list((project / "output").rglob("*.html")))
        started = time.monotonic()
        process.send_signal(how)
        _, said = process.communicate(timeout=20)
    assert time.monotonic() - started < 3
    wanted = (Exit.INTERRUPTED, "interrupted") if how == signal.SIGINT else (-signal.SIGKILL, "")
    assert (process.returncode, said.strip()) == wanted
    wait_for(lambda: not folders_below(cluster.folder, "bundle-"), 10)


def test_an_order_is_kept_ready_as_long_as_somebody_holds_an_answer(tmp_path: Path) -> None:
    outpost, order = Outpost(tmp_path), Order("0" * 64, Limits(), (), pdf=False)
    for asked in ("one", "other"):
        assert outpost.stand(order, "tcp://127.0.0.1:1", asked).lacking == (order.bundle,)
    outpost.transition("one", "memory", "released")
    outpost.transition("some document's", "memory", "released")
    outpost.transition("other", "executing", "memory")
    assert outpost.stand(order, "tcp://127.0.0.1:1", "other").versions
    (kept,) = folders_below(tmp_path, "bundle-")
    outpost.transition("other", "memory", "released")
    wait_for(lambda: not kept.exists())


def test_an_order_is_let_go_that_was_taken_back_while_it_was_made_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outpost, order = Outpost(tmp_path), Order("0" * 64, Limits(), (), pdf=False)
    foreman = Outpost._foreman

    def taken_back(self: Outpost, order: Order) -> Line:
        self.transition("one", "executing", "cancelled")
        return foreman(self, order)

    monkeypatch.setattr(Outpost, "_foreman", taken_back)
    outpost.stand(order, "tcp://127.0.0.1:1", "one")
    wait_for(lambda: not folders_below(tmp_path, "bundle-"))


def test_without_a_worker_the_build_says_so(tmp_path: Path, projects: Path, local: Path) -> None:
    with running(tmp_path / "none", projects) as empty, pytest.raises(Problems) as caught:
        make_quickly(local, empty.address)
    (found,) = caught.value.diagnostics
    assert (found.code, found.exit) == ("BG515", Exit.TYPESETTING)
    assert "no worker has come to tcp://127.0.0.1:" in found.message
    assert "within 0.5 seconds" in found.message


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "nothing://127.0.0.1", "tls://127.0.0.1:{port}", "tcp://a b"])
def test_without_a_scheduler_the_build_says_so(local: Path, address: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(Problems) as caught:
            make_quickly(local, address.format(port=free.getsockname()[1]))
    (found,) = caught.value.diagnostics
    assert found.code == "BG514", found
    assert found.message.startswith("no scheduler answers at ")


@pytest.mark.parametrize("address", ["nonsense", "tls://127.0.0.1:9", "", " "])
def test_an_address_of_no_use_is_told_at_once_and_without_a_traceback(tmp_path: Path, local: Path, address: str) -> None:
    started = time.monotonic()
    done = briefgen("build", "--project", local, "--output", tmp_path / "out", "--cluster", address)
    assert (done.returncode, done.stderr.count("\n")) == (Exit.TYPESETTING, 2)
    where = f"no scheduler answers at {address}: " if address.strip() else "an empty address is no scheduler's\n"
    assert done.stderr.startswith(f"error BG514: {where}")
    assert time.monotonic() - started < 15


def make_quickly(project: Path, address: str) -> None:
    work = Project.open(project)
    shop = Workshop(work.work, work.folders, NOW, ("html",))
    list(make_on_cluster(shop, plan(shop.work), Resources(cluster=Cluster(address, 0.5)), lambda _: None))


def test_the_command_refuses_jobs_beside_a_cluster(local: Path) -> None:
    done = briefgen("build", "--project", local, "--jobs", "2", "--cluster", "tcp://127.0.0.1:9")
    assert (done.returncode, "--jobs is for this machine" in done.stderr) == (Exit.USAGE, True)


@pytest.fixture
def guarded(tmp_path: Path, projects: Path) -> Iterator[Running]:
    """A cluster that speaks TLS alone, and Dask configured here to speak it, too."""
    made = make_certificates(tmp_path)
    files = {
        f"{part}.{name}": path
        for part in ("scheduler", "worker", "client")
        for name, path in (("cert", made.certificate), ("key", made.key))
    }
    ours = {"ca-file": str(made.authority), **{name: str(path) for name, path in files.items()}}
    settings = {f"distributed.comm.tls.{name}": value for name, value in ours.items()}
    environment = {f"DASK_{name.replace('.', '__').replace('-', '_').upper()}": value for name, value in settings.items()}
    with running(
        tmp_path / "tls", projects, environment=environment, options=("--protocol", "tls", "--host", "127.0.0.1")
    ) as found:
        found.hire("only", "--no-nanny")
        with dask.config.set(settings):
            yield found


def test_a_cluster_is_reached_by_tls_and_when_its_scheduler_dies_what_was_made_is_kept(guarded: Running, project: Path) -> None:
    def kill(name: str, total: int) -> None:  # noqa: ARG001 -- as progress is heard
        if "scheduler" in guarded.processes:
            guarded.end("scheduler", signal.SIGKILL)

    assert guarded.address.startswith("tls://")
    report = build(project, guarded, formats=["html"], request=Request(audiences=("minister",)))
    assert [row.name for row in report.documents] == ["summit-minister-en"]
    report = build(project, guarded, formats=["html"], patience=1, progress=kill)
    assert (len(report.unchanged), len(report.documents), len(report.failed)) == (1, 1, 2)
    assert f"no worker has been left at {guarded.address}" in told(report, "BG515")
    assert (project / "output/manifest.json").read_text().count('"title"') > 2
