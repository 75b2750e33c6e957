# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers a desktop reads, each judged by its own validator and held against the programs it speaks of."""
import configparser
import json
import pathlib
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET

import pytest

from test_checks import TOP, files, run

APP_ID = "org.accountscenter.AccountsCenter"
DATA, PO = TOP / "data", TOP / "po"
LANGUAGES = [line for line in (PO / "LINGUAS").read_text().split("\n") if line and not line.startswith("#")]
# What the preset "glib" of meson's i18n module says, and po/meson.build.
XGETTEXT = ["--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
            "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
            "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format", "--flag=g_dngettext:2:pass-c-format",
            "--flag=g_strdup_printf:1:c-format", "--flag=g_string_printf:2:c-format", "--flag=g_string_append_printf:2:c-format",
            "--flag=g_error_new:3:c-format", "--flag=g_set_error:4:c-format", "--flag=g_markup_printf_escaped:1:c-format",
            "--flag=g_log:3:c-format", "--flag=g_print:1:c-format", "--flag=g_printerr:1:c-format", "--flag=g_printf:1:c-format",
            "--flag=g_fprintf:2:c-format", "--flag=g_sprintf:2:c-format", "--flag=g_snprintf:3:c-format",
            "--add-location=file", "--copyright-holder=Accounts Center contributors",
            "--msgid-bugs-address=https://accountscenter.org/bugs", "--package-name=accounts-center"]
MARKED = re.compile(r'\b(?:_|N_|C_|NC_|g_dngettext|ngettext) ?\("|gettext-domain=')


def read_ini(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


@pytest.fixture
def desktop_file(tmp_path):
    made = tmp_path / f"{APP_ID}.desktop"
    run("msgfmt", "--desktop", "-d", PO, "--template", DATA / f"{APP_ID}.desktop.in", "-o", made)
    return made


@pytest.fixture
def metainfo(tmp_path):
    made = tmp_path / f"{APP_ID}.metainfo.xml"
    run("msgfmt", "--xml", "-d", PO, "--template", DATA / f"{APP_ID}.metainfo.xml.in", "-o", made)
    return made


def panes():
    table = re.search(r"panes\[\] = \{(.*?)\n\};", (TOP / "src/app/ac-place.c").read_text(), re.S)[1]
    return re.findall(r'^  \{ "(\w+)"', table, re.M)


def test_desktop_file(desktop_file):
    run("desktop-file-validate", desktop_file)
    groups = read_ini(desktop_file)
    entry, actions = groups["Desktop Entry"], groups["Desktop Entry"]["Actions"].rstrip(";").split(";")
    assert entry["DBusActivatable"] == entry["SingleMainWindow"] == "true" and entry["Icon"] == APP_ID
    assert [f"Desktop Action {action}" for action in actions] == groups.sections()[1:]
    table = re.search(r"actions\[\] = \{(.*?)\n\};", (TOP / "src/app/ac-application.c").read_text(), re.S)[1]
    assert entry["Exec"] == "accounts-center %U"
    assert entry["MimeType"] == "x-scheme-handler/accounts-center;image/png;image/jpeg;image/heic;image/heif;image/avif;image/webp;image/gif;image/tiff;video/mp4;text/plain;"
    for action in actions:
        assert groups[f"Desktop Action {action}"]["Exec"].removeprefix("accounts-center ") in [*panes(), "status/write"]
        assert re.search(rf'\{{ "{action}", \w+ \}}', table), f"activated by name, {action} must be an action without a parameter"
    for language in LANGUAGES:
        for section in groups.sections():
            assert groups[section][f"Name[{language}]"]
        for key in ("Comment", "Keywords", "GenericName"):
            assert entry[f"{key}[{language}]"] != entry[key]


def test_metainfo(metainfo):
    run("appstreamcli", "validate", "--no-net", "--pedantic", "--explain", metainfo)
    root = ET.parse(metainfo).getroot()
    version = re.search(r"^  version: '(.*)',", (TOP / "meson.build").read_text(), re.M)[1]
    release = root.find("releases/release")
    assert release.get("version") == version and f"## {version} ({release.get('date')})" in (TOP / "NEWS.md").read_text()
    assert root.find("requires/display_length").text == "360"
    assert {control.text for control in root.findall("supports/control")} == {"keyboard", "pointing", "touch"}
    assert len(root.findall("branding/color")) == 2 and root.find("content_rating").get("type") == "oars-1.1"
    pictures = {image.text.rsplit("/", 1)[1] for image in root.iter("image")}
    assert pictures == {path.name for path in (DATA / "screenshots").glob("*.png")}
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    # gettext writes zh_CN as zh-Hans-CN.
    for name in ("name", "summary", "description/p", "screenshots/screenshot/caption"):
        assert {(element.get(language) or "").split("-")[0] for element in root.findall(name)} >= {each.split("_")[0] for each in LANGUAGES}


def test_schema_and_xml(metainfo):
    run("glib-compile-schemas", "--strict", "--dry-run", DATA)
    run("xmllint", "--noout", "--nonet", metainfo, *files(".svg", ".gschema.xml", ".gresource.xml", ".metainfo.xml.in"))


def test_search_provider():
    """What the shell reads is what the program exports."""
    about = read_ini(DATA / f"{APP_ID}.search-provider.ini")["Shell Search Provider"]
    source = (TOP / "src/app/desktop/ac-search-provider.c").read_text()
    assert {**about} == {"DesktopId": f"{APP_ID}.desktop", "BusName": APP_ID, "ObjectPath": re.search(r'OBJECT_PATH "(.*)"', source)[1],
                         "Version": "2"}


def test_icons():
    for name, size in ((APP_ID, "128"), (f"{APP_ID}-symbolic", "16")):
        root = ET.parse(DATA / f"icons/{name}.svg").getroot()
        kinds = {element.tag.rsplit("}", 1)[1] for element in root.iter() if isinstance(element.tag, str)}
        assert (root.get("width"), root.get("height"), root.get("viewBox")) == (size, size, f"0 0 {size} {size}")
        assert not kinds & {"image", "text", "script", "style", "use", "foreignObject"}, kinds
    assert kinds == {"svg", "path"}, "a symbolic icon is coloured by its fills"
    assert {path.get("fill") for path in root} == {"#222222"}


def without_date(path):
    return re.sub(r'^"POT-Creation-Date: .*\n', "", path.read_text(), flags=re.M)


def sources():
    return [line for line in (PO / "POTFILES.in").read_text().split("\n") if line and not line.startswith("#")]


def test_sources_of_the_template():
    marked = [path.relative_to(TOP).as_posix() for path in files(".c", ".h", ".blp", ".gschema.xml", ".desktop.in", ".metainfo.xml.in")
              if path.relative_to(TOP).parts[0] in ("src", "data") and (MARKED.search(path.read_text()) or path.suffix == ".in")]
    assert sorted(sources()) == sorted(marked) == sources()


def test_template(tmp_path):
    made = tmp_path / "accounts-center.pot"
    run("xgettext", *XGETTEXT, "-D", TOP, "-f", PO / "POTFILES.in", "-o", made)
    assert without_date(made) == without_date(PO / "accounts-center.pot"), "run: meson compile -C build/debug accounts-center-pot"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation(language, tmp_path):
    run("msgfmt", "--check", "--check-accelerators=_", "-o", tmp_path / "out.mo", PO / f"{language}.po")
    run("msgcmp", PO / f"{language}.po", PO / "accounts-center.pot")
    for kind in ("--untranslated", "--only-fuzzy", "--only-obsolete"):
        left = subprocess.run(["msgattrib", kind, PO / f"{language}.po"], capture_output=True, text=True, check=True).stdout
        assert not left, left


def test_man_pages():
    run("mandoc", "-T", "lint", "-W", "warning", *files(".1", ".7"))


PROGRAMS = {"acctl": "src/cli/main.c", "accounts-center-backend": "src/backend/main.c", "accounts-center": "src/app/ac-application.c",
            "accounts-center-practice": "src/practice/main.c"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_man_page_is_complete(program):
    page, source = (DATA / f"man/{program}.1").read_text().replace("\\-", "-"), (TOP / PROGRAMS[program]).read_text()
    options = re.findall(r'^ +\{ "([a-z-]+)", (?:0|\'\w\'), ', source, re.M)
    assert options and not [option for option in options if f"Fl -{option}" not in page]
    assert not [word for word in re.findall(r"Fl -([a-z-]+)", page) if word not in options + ["help"]]


def test_man_page_names_the_configuration():
    table = re.search(r"known\[\] = \{(.*?)\n\};", (TOP / "src/backend/ac-hosted-config.c").read_text(), re.S)[1]
    groups = {name: re.findall(r'"([\w-]+)"', keys) for name, keys in re.findall(r'\{ "([\w-]+)",\s*\{(.*?)NULL', table, re.S)}
    page = (DATA / "man/accounts-center-hosting.7").read_text()
    told = {name: re.findall(r"^\.It Cm ([\w-]+)", text, re.M)
            for name, text in re.findall(r"^\.Ss \[([\w-]+)\]\n(.*?)(?=^\.S[sh] )", page, re.M | re.S)}
    assert told == groups


def commands():
    return re.findall(r'^  \{ "([a-z -]+)", "', (TOP / "src/cli/main.c").read_text(), re.M)


def test_man_page_names_commands():
    page = (DATA / "man/acctl.1").read_text()
    assert re.findall(r"^\.It Cm ([a-z-]+(?: [a-z]+){0,2})", page, re.M) == commands()
    named = re.search(r"Panes are\n(.*?)\nA window", (DATA / "man/accounts-center.1").read_text(), re.S)[1]
    assert re.findall(r"^\.Cm (\w+)", named, re.M) == panes()


def complete(*words):
    script = f'. "{DATA}/completions/acctl"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _acctl; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", script, "bash", "acctl", *words], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_completion():
    run("shellcheck", DATA / "completions/acctl")
    assert sorted(complete("")) == sorted({command.split()[0] for command in commands()})
    for group in ("accounts", "admin", "drafts", "rules"):
        assert sorted(complete(group, "")) == sorted(command.split()[1] for command in commands() if command.startswith(group + " "))
    assert complete("--json", "acc") == ["accounts"]
    assert complete("accounts", "add", "") == ["mastodon", "bluesky", "whatsapp"]
    assert complete("accounts", "add", "bluesky", "") == []
    assert "--app-password=" in complete("accounts", "add", "bluesky", "-")
    assert complete("share", "Hello", "--audience", "=", "fol") == ["followers"] == complete("share", "--audience", "fol")
    assert complete("share", "--to", "=") == ["mastodon", "bluesky"]
    assert complete("share", "--to", "mastodon", "--w") == ["--wait"]
    assert complete("admin", "turn", "bluesky", "") == ["on", "off"]
    assert "--accounts=" in complete("admin", "quota", "x", "--")
    assert complete("services", "app", "") == ["show", "set", "test", "remove"]
    assert complete("services", "app", "set", "th") == ["threads"] and complete("services", "app", "set", "threads", "red") == ["redirect-uri="]
    assert complete("services", "app", "test", "threads", "redirect-uri", "=", "--sec") == ["--secrets-fd="]
    assert complete("statuses", "--st") == ["--state="] and complete("statuses", "--state", "=", "s") == ["scheduled"]
    assert complete("statuses", "plan", "x", "--s") == ["--socket="]
    assert complete("resolve", "x", "n") == ["not-posted"]
    assert complete("status", "--") == ["--json", "--at=", "--practice", "--socket="] and complete("stop", "") == []


def test_service_files():
    unit = read_ini(DATA / "accounts-center-backend.service.in")
    name, service = f"{APP_ID}.Backend", unit["Service"]
    bus = {each: read_ini(DATA / f"dbus/{each}.service.in")["D-BUS Service"] for each in (APP_ID, name)}
    assert [bus[each]["Name"] for each in bus] == [*bus] and service["BusName"] == name and service["Type"] == "dbus"
    assert bus[name]["SystemdService"] == "accounts-center-backend.service"
    assert bus[name]["Exec"] == service["ExecStart"] == "@libexecdir@/accounts-center-backend"
    assert bus[APP_ID]["Exec"] == "@bindir@/accounts-center --gapplication-service"
    assert {"NoNewPrivileges": "yes", "LimitCORE": "0", "UMask": "0077", "MemoryDenyWriteExecute": "yes", "RestrictNamespaces": "yes",
            "SystemCallFilter": "@system-service"}.items() <= {**service}.items()


@pytest.mark.parametrize(("name", "whose"), [("accounts-center-backend.service", "--user"),
                                             ("hosted/accounts-center-hosted.service", "--system")])
def test_unit_with_systemd(tmp_path, name, whose):
    unit = tmp_path / pathlib.Path(name).name
    unit.write_text((DATA / f"{name}.in").read_text().replace("@libexecdir@/accounts-center-backend", "/bin/true"))
    said = subprocess.run(["systemd-analyze", whose, "--man=no", "verify", unit], capture_output=True, text=True)
    assert (said.returncode, [line for line in said.stderr.splitlines() if unit.name in line]) == (0, [])


# It must talk to the services, the provider, the proxy and PostgreSQL, and says that it wants no core files.
OPEN = {"RootDirectoryOrRootImage", "RestrictAddressFamilies_AF_UNIX", "RestrictAddressFamilies_AF_INET_INET6", "PrivateNetwork",
        "DeviceAllow", "IPAddressDeny", "SystemCallFilter_resources"}


def test_hosted_unit_is_shut_in(tmp_path):
    unit = tmp_path / "accounts-center-hosted.service"
    unit.write_text((DATA / f"hosted/{unit.name}.in").read_text().replace("@libexecdir@/accounts-center-backend", "/bin/true"))
    judged = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", "--json=short", unit],
                            capture_output=True, text=True, check=True)
    assert {line["json_field"] for line in json.loads(judged.stdout) if line["exposure"]} == OPEN


def test_flatpak_manifest():
    manifest = json.loads((TOP / f"flatpak/{APP_ID}.json").read_text())
    assert manifest["id"] == APP_ID and manifest["command"] == "accounts-center"
    assert (manifest["runtime"], manifest["sdk"]) == ("org.gnome.Platform", "org.gnome.Sdk")
    assert manifest["finish-args"] == ["--socket=wayland", "--socket=fallback-x11", "--device=dri", "--share=ipc", "--share=network"]
    sources = [source for module in manifest["modules"] for source in module["sources"]]
    assert manifest["modules"][-1]["name"] == "accounts-center" and sources[-1] == {"type": "dir", "path": "..", "skip": [".git", "build"]}
    for source in sources[:-1]:
        assert source["type"] == "archive" and re.fullmatch("[0-9a-f]{64}", source["sha256"])
        assert urllib.parse.urlsplit(source["url"]).scheme == "https"
    hosts = {urllib.parse.urlsplit(source["url"]).hostname for source in sources[:-1]}
    assert hosts <= {"github.com", "fukuchi.org"}, "the address of an upstream's own releases"
    assert not re.search(r"https?://", re.sub(r'"url": "[^"]*"', "", (TOP / f"flatpak/{APP_ID}.json").read_text()))


def test_blueprints():
    run("blueprint-compiler", "format", *files(".blp"))
