#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""stand_in.py runtime ROOT | sources MIRROR | build: the Flatpak, on a runtime made of a Debian root.

For machines that reach no Flathub. The manifest knows nothing of it; GNOME's own runtime takes its place wherever it can be had.
FLATPAK_WORK is the folder of all that is made here, FLATPAK_USER_DIR the person's installation.
"""
import contextlib
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
MANIFEST = HERE / "org.accountscenter.AccountsCenter.json"
WORK = pathlib.Path(os.environ["FLATPAK_WORK"])
REPO, STATE, REMOTE = WORK / "repo", WORK / "state", "stand-in"
ABOUT = json.loads(MANIFEST.read_text())
BRANCH, ARCH = ABOUT["runtime-version"], platform.machine()
METADATA = f"""[Runtime]
name={{name}}
runtime={ABOUT["runtime"]}/{ARCH}/{BRANCH}
sdk={ABOUT["sdk"]}/{ARCH}/{BRANCH}

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
"""
# What a runtime has no use for, and the libraries that GNOME's doesn't have either: the manifest brings them. GNOME's has libarchive.
DROPPED = """share/doc share/man share/info share/nodejs src games lib/chromium lib/postgresql lib/systemd
    lib/*/libnode.so* lib/*/libsodium.* lib/*/pkgconfig/libsodium.pc include/sodium include/sodium.h
    lib/*/libqrencode.* lib/*/pkgconfig/libqrencode.pc include/qrencode.h""".split()
# What only those who build need.
TOOLS = """lib/gcc/*/*/cc1* lib/gcc/*/*/lto* lib/gcc/*/*/*.a include lib/*/pkgconfig share/pkgconfig share/gir-1.0 lib/*/*.a
    bin/*-gcc* bin/*-g++* bin/*-cpp* bin/*-lto-dump* lib/python3/dist-packages/mesonbuild""".split()
# Flatpak makes the cache of libraries anew for each application, from what the runtime says here.
LIBRARIES = "include /run/flatpak/ld.so.conf.d/app-*.conf\n/app/lib\ninclude /etc/ld.so.conf.d/*.conf\n"
KEPT_OUT_OF_ETC = ("apt", "group-", "hostname", "hosts", "init.d", "machine-id", "passwd-", "resolv.conf", "systemd")


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def drop(usr, patterns):
    for pattern in patterns:
        for path in usr.glob(pattern):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def clean_etc(etc):
    for path in etc.iterdir():
        if path.name in KEPT_OUT_OF_ETC or "shadow" in path.name or path.name.startswith("rc"):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def export(usr, name):
    """Commits usr as a runtime; `files` is there for Flatpak to know that it was made by build-init."""
    (usr.parent / "files").mkdir(exist_ok=True)
    (usr.parent / "metadata").write_text(METADATA.format(name=name))
    run("flatpak", "build-export", "--runtime", "--no-update-summary", "--disable-sandbox", f"--arch={ARCH}", REPO, usr.parent, BRANCH)


def make_runtime(root):
    """The root's files are linked, not copied; only what must differ is written anew."""
    made = WORK / "runtime"
    shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(REPO, ignore_errors=True)
    made.mkdir(parents=True)
    for repo in (REPO, pathlib.Path(os.environ["FLATPAK_SYSTEM_DIR"], "repo")):
        repo.parent.mkdir(exist_ok=True)
        run("ostree", "init", "--mode=bare-user-only", f"--repo={repo}")
    run("cp", "-al", root / "usr", made / "usr")
    run("cp", "-a", root / "etc", made / "usr/etc")
    usr = made / "usr"
    clean_etc(usr / "etc")
    (usr / "etc/ld.so.conf").write_text(LIBRARIES)
    drop(usr, DROPPED)
    if not (usr / "bin/ldconfig").exists():
        (usr / "bin/ldconfig").symlink_to("../sbin/ldconfig")
    export(usr, ABOUT["sdk"])
    drop(usr, TOOLS)
    export(usr, ABOUT["runtime"])
    run("flatpak", "build-update-repo", REPO)
    shutil.rmtree(made)


def get_sources(mirror):
    """Debian keeps the same archives that the upstreams offer; their checksums tell. What isn't there flatpak-builder fetches
    from where the manifest says."""
    for module in ABOUT["modules"]:
        for source in module["sources"]:
            if source["type"] == "archive" and mirror:
                get_source(mirror, source)


def get_source(mirror, source):
    file = source.get("dest-filename") or source["url"].rsplit("/", 1)[1]
    name, version, ending = re.fullmatch(r"(.+)-([0-9.]+)\.(tar\.\w+)", file).groups()
    place = STATE / "downloads" / source["sha256"] / file
    if place.exists():
        return
    pool = name[:4] if name.startswith("lib") else name[0]
    url = f"{mirror.rstrip('/')}/pool/main/{pool}/{name}/{name}_{version}.orig.{ending}"
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            data = answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        print(f"{url}: {error}", flush=True)
        return
    if hashlib.sha256(data).hexdigest() != source["sha256"]:
        print(f"{url} is another archive than {source['url']}", flush=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


@contextlib.contextmanager
def system_bus():
    """An empty one: before it installs something for others than root Flatpak asks there for parents' wishes."""
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"], stdout=subprocess.PIPE, text=True)
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.stdout.readline().strip()
    try:
        yield
    finally:
        bus.terminate()


def install_runtime():
    run("flatpak", "--user", "remote-add", "--if-not-exists", "--no-gpg-verify", REMOTE, f"file://{REPO}")
    for name in (ABOUT["sdk"], ABOUT["runtime"]):
        run("flatpak", "--user", "install", "--noninteractive", "--or-update", REMOTE, f"{name}//{BRANCH}")


def build():
    with system_bus():
        install_runtime()
        run("flatpak-builder", "--user", "--install", "--force-clean", "--disable-rofiles-fuse", f"--state-dir={STATE}",
            f"--repo={WORK}/application", WORK / "build", MANIFEST)


COMMANDS = {"runtime": lambda root: make_runtime(pathlib.Path(root)), "sources": get_sources, "build": build}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
