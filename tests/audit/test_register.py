"""What is done is in the register, on a file or a server, and is not done twice."""

from __future__ import annotations

import contextlib
import datetime
import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from calculator.audit.open_register import RegisterError, sqlite_address
from calculator.audit.plan import AuditError
from calculator.audit.register import Register
from calculator.campaign.register import (
    AskedFact,
    CampaignRegister,
    RecordedInput,
    RecordedLetter,
)
from tests.audit.audited_folders import (
    BILL,
    audited,
    bills,
    folder_of_four,
    reports,
    rows,
    run,
    until,
)


def test_unchanged_files_are_not_assessed_again_and_changed_ones_are(tmp_path):
    folder = bills(tmp_path / "in", 3)
    output = tmp_path / "out"
    assert "3 assessed now, 0 as they were" in run(folder, "-o", output).stderr
    first = rows(output)
    assert "0 assessed now, 3 as they were" in run(folder, "-o", output).stderr
    assert rows(output) == first
    (folder / "bill-0001.csv").write_text(BILL.format(1, 77), "utf-8")
    assert "1 assessed now, 2 as they were" in run(folder, "-o", output).stderr
    changed = [key for key, row in rows(output).items() if row["sha256"] != first[key]["sha256"]]
    assert [Path(one).name for one in changed] == ["bill-0001.csv"]
    assert reports(output) == sorted(str(row["report"]) for row in rows(output).values())
    assert "3 assessed now, 0 as they were" in run(folder, "-o", output, "--fresh").stderr


def test_other_options_or_facts_or_a_lost_report_are_a_reason_to_assess_again(tmp_path):
    folder = bills(tmp_path / "in", 2)
    output, facts = tmp_path / "out", tmp_path / "facts.csv"
    heads = "Part Number,Substance,wt%,Country of Origin\n"
    facts.write_text(heads + "P-0,Dy,1,CN\n", "utf-8")
    run(folder, "-o", output)
    assert "2 assessed now" in run(folder, "-o", output, "--assume", "technology=no").stderr
    assert "2 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    assert "0 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    facts.write_text(heads + "P-0,Dy,2,CN\n", "utf-8")
    assert "2 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    assert len(reports(output)) == 2
    (output / "reports" / reports(output)[0]).unlink()
    assert "1 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    assert len(reports(output)) == 2


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nonsense", 4),
        ("sqlite:////no/such/folder/x.db", 74),
        ("postgresql+psycopg://u:hush@127.0.0.1:1/x", 74),
        ("nosuch://x", 4),
    ],
)
def test_a_register_that_cannot_be_used_is_said_without_its_password(tmp_path, address, status):
    if address.startswith("postgresql") and not find_spec("psycopg"):
        pytest.skip("psycopg is not installed")
    result = run(bills(tmp_path / "in", 1), "-o", tmp_path / "out", "--register", address)
    assert result.exit_code == status
    assert "Error:" in result.stderr
    assert "hush" not in result.output


def test_a_register_of_another_shape_or_that_is_none_is_not_touched(tmp_path):
    Register(sqlite_address(tmp_path / "r.sqlite")).__exit__(None, None, None)
    with contextlib.closing(sqlite3.connect(tmp_path / "r.sqlite")) as register:
        register.execute("UPDATE register SET value = '99'")
        register.commit()
    with pytest.raises(RegisterError, match="shape 99"):
        Register(sqlite_address(tmp_path / "r.sqlite"))
    (tmp_path / "other").write_bytes(b"my holiday letters" * 100)
    with pytest.raises(RegisterError, match="not a database"):
        Register(sqlite_address(tmp_path / "other"))
    assert (tmp_path / "other").read_bytes() == b"my holiday letters" * 100


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_a_report_of_which_a_part_is_left_is_made_again(tmp_path, kept):
    folder, output = bills(tmp_path / "in", 2), tmp_path / "out"
    audited(folder, output)
    report = output / "reports" / reports(output)[0]
    whole = report.read_bytes()
    report.write_bytes(whole[:kept])
    said = []
    audited(folder, output, say=said.append)
    assert "1 assessed now, 1 as they were" in said[-1]
    assert report.read_bytes() == whole


def test_a_register_that_another_program_holds_says_so_at_once(tmp_path):
    address = sqlite_address(tmp_path / "r.sqlite")
    Register(address).__exit__(None, None, None)
    with contextlib.closing(sqlite3.connect(tmp_path / "r.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="another program holds it"):
            Register(address)


def test_two_audits_do_not_share_a_folder(tmp_path):
    folder = bills(tmp_path / "in", 1)
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    (tmp_path / "out").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out" / "lock")], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AuditError, match="another audit"):
            audited(folder, tmp_path / "out")
        other.kill()
    assert len(audited(folder, tmp_path / "out").entries) == 1


def binary(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="module")
def database():
    """The address of a PostgreSQL server of our own on the loopback."""
    if not (binary("initdb") and binary("postgres")):
        pytest.skip("no PostgreSQL server (initdb, postgres) on this machine")
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (extra postgres)")
    is_root = os.getuid() == 0
    if is_root and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root and there is no runuser")
    folder = tempfile.mkdtemp(prefix="deminimis-pg-")
    user = ["runuser", "-u", "nobody", "--"] if is_root else []
    if is_root:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        subprocess.run(
            [
                *user,
                binary("initdb"),
                "-D",
                f"{folder}/db",
                "-A",
                "trust",
                "-U",
                "audit",
                "-E",
                "UTF8",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            cwd="/",
        )
        server = subprocess.Popen(
            [
                *user,
                binary("postgres"),
                "-D",
                f"{folder}/db",
                "-p",
                str(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        try:
            address = f"postgresql+psycopg://audit@127.0.0.1:{port}/postgres"
            until(lambda: _answers(address))
            yield address
        finally:
            server.terminate()
            server.wait(30)
    finally:
        shutil.rmtree(folder)


def _answers(address: str) -> bool:
    try:
        Register(address).__exit__(None, None, None)
    except RegisterError:
        return False
    return True


def test_the_register_in_postgresql_says_what_the_one_in_sqlite_says(tmp_path, database):
    folder = folder_of_four(tmp_path / "in")
    in_file = run(folder, "-o", tmp_path / "one", "--format", "json")
    in_server = run(folder, "-o", tmp_path / "two", "--format", "json", "--register", database)
    assert in_server.exit_code == 4
    assert in_server.stdout == in_file.stdout
    assert "4 assessed now" in in_server.stderr
    assert (
        "0 assessed now, 4 as they were"
        in run(folder, "-o", tmp_path / "two", "--register", database).stderr
    )
    assert not (tmp_path / "two" / "register.sqlite").exists()
    with (
        Register(database) as register,
        Register(sqlite_address(tmp_path / "one" / "register.sqlite")) as other,
    ):
        assert register.entries() == other.entries()


def test_campaigns_share_the_server_and_each_has_its_own_rows(database):
    day = datetime.date(2026, 11, 23)
    letter = RecordedLetter(
        file="a.xlsx", supplier="星磁", sha256="0" * 64, requester="Us", asked_on=day, due=None
    )
    fact = AskedFact(
        supplier="星磁",
        part="M-1",
        code="share Dy",
        file="a.xlsx",
        asked_on=day,
        due=day,
        requester="Us",
    )
    inputs = (RecordedInput(role="bom", path="../b.xlsx", sha256="1" * 64),)
    with CampaignRegister(database, "one") as one, CampaignRegister(database, "two") as two:
        one.record(inputs, [letter], [fact])
        two.record((), [], [])
        assert (one.inputs(), one.letters(), one.asked()) == (inputs, (letter,), (fact,))
        assert (two.inputs(), two.letters(), two.asked()) == ((), (), ())
        one.record(inputs, [], [fact])
        assert (one.letters(), one.asked()) == ((), (fact,))
    with CampaignRegister(database, "one") as again:
        assert again.asked() == (fact,)
