"""PostgreSQL's programs reach the database as Django does."""

import subprocess

from upkeep.services import programs


def test_a_program_is_told_of_the_connection_by_its_environment(tmp_path, settings):
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\nenv\n")
    program.chmod(0o700)
    settings.POSTGRES_PROGRAMS = str(tmp_path)
    ssl = {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "sslcert": "/etc/c.pem", "sslkey": "/etc/k.pem"}
    database = {"dbname": "r", "host": "db.example", "port": "", "password": "secret", "cursor_factory": object} | ssl
    with programs.start("pg_dump", database=database, stdout=subprocess.PIPE) as process:
        said = set(process.stdout.read().decode().splitlines())
    assert said >= {
        "PGDATABASE=r",
        "PGHOST=db.example",
        "PGPASSWORD=secret",
        "PGSSLMODE=verify-full",
        "PGSSLROOTCERT=/etc/ca.pem",
        "PGSSLCERT=/etc/c.pem",
        "PGSSLKEY=/etc/k.pem",
    }
    assert "PGPORT=" not in said
