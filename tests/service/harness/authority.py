# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An authority of certificates that a program can be made to trust, and leaves of it that are wrong in one way each."""
import subprocess

TRUSTED = "/etc/ssl/certs/ca-certificates.crt"
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
PAST = ("-not_before", "20200101000000Z", "-not_after", "20210101000000Z")
PRESENT = ("-days", "2")


class Authority:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        self.certificate = self.make("authority", PRESENT, "/CN=Authority of tests", "basicConstraints=critical,CA:TRUE",
                                     "keyUsage=critical,keyCertSign")[0]

    def make(self, name, time, subject, *extensions, signed=()):
        certificate, key = self.folder / f"{name}.pem", self.folder / f"{name}-key.pem"
        named = [part for extension in extensions for part in ("-addext", extension)]
        subprocess.run(["openssl", "req", "-x509", *KEY, *time, "-subj", subject, *named, *signed, "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        return certificate, key

    def leaf(self, way):
        """(certificate, key): "good", "expired", of the "wrong host" or "self-signed"."""
        host = "elsewhere.example" if way == "wrong host" else "localhost"
        signed = () if way == "self-signed" else ("-CA", self.certificate, "-CAkey", self.folder / "authority-key.pem")
        return self.make(way.replace(" ", "-"), PAST if way == "expired" else PRESENT, f"/CN={host}", f"subjectAltName=DNS:{host}",
                         "basicConstraints=critical,CA:FALSE", signed=signed)


def in_own_mounts(script, *arguments, command):
    """The command where the script has mounted something that nobody else sees; the arguments are its $1 and so on."""
    start = ["unshare", "--user", "--mount", "--map-current-user", "--keep-caps", "sh", "-ec", f'{script}; shift {len(arguments)}; exec "$@"', "sh"]
    return [*start, *arguments, *command]


def trusting(authority, command):
    """The command on a computer whose administrator added the authority to those that it trusts."""
    return in_own_mounts(f'mount --bind "$1" {TRUSTED}', authority.certificate, command=command)
