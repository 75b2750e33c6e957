# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of routes, the error codes and data/openapi.yaml say the same."""
import pathlib
import re

import yaml

TOP = pathlib.Path(__file__).resolve().parents[2]
CONTRACT = yaml.safe_load((TOP / "data/openapi.yaml").read_text())
API = {path: item for path, item in CONTRACT["paths"].items() if "/v1/" in path}
ROUTE = re.compile(r'^  \{ "([A-Z]+)", "((?:/admin)?/v1/[^"]*)", (\w+)(?:, (\w+))?(?:, (\w+))?(?:, (\w+))?(?:, (\w+))?(?:, (\w+))? \},$', re.M)
PROBLEM = re.compile(r'\[(AC_ERROR_\w+)\] = \{ "([a-z-]+)", (\d+) \}')


def table():
    """(method, path) → (takes a body, must have one, takes a key) by ac-routes.c."""
    text = (TOP / "src/backend/ac-routes.c").read_text()
    found = {(method, path): (fields not in (None, "NULL", "no_fields") or file not in (None, "0"), keyed == "TRUE")
             for method, path, _, fields, keyed, file, *_ in (match.groups() for match in ROUTE.finditer(text))}
    assert len(found) == len(re.findall('"(?:/admin)?/v1/', text)), "a line of the table is not understood"
    return found


def contract():
    found = {}
    for path, item in API.items():
        for method in ("get", "post", "put", "delete", "patch"):
            if method in item:
                parameters = [p.get("$ref", "") for p in item[method].get("parameters", [])]
                keyed = "#/components/parameters/IdempotencyKey" in parameters
                found[method.upper(), path] = ("requestBody" in item[method], keyed)
    return found


def test_routes_are_those_of_the_contract():
    assert table() == contract()


def test_what_needs_no_token_is_in_the_contract():
    names = ("health", "resource", "webhook", "token-endpoint", "picture-shelf")
    health, *doors, shelf = ((TOP / f"src/backend/ac-{name}.c").read_text() for name in names)
    found = re.findall(r'^  \{ "(/[^"]+)", \w+_cb \},$', health, re.M) + re.findall(r'^#define PATH "([^"]+)"$', "".join(doors), re.M)
    found += [path + "/{name}" for path in re.findall(r'^#define PATH "([^"]+)"$', shelf, re.M)]
    assert set(found) == set(CONTRACT["paths"]) - set(API)


def test_bodies_have_the_members_of_the_contract():
    text = (TOP / "src/backend/ac-routes.c").read_text()
    for method, path, _, fields, *_ in (match.groups() for match in ROUTE.finditer(text)):
        if fields in (None, "NULL", "no_fields"):
            continue
        block = re.search(rf"{fields}\[\] = \{{(.*?)\n\}};", text, re.S)[1]
        members = {name: optional for name, optional in re.findall(r'\{ "(\w+)", \w+(?:, AC_JSON_(\w+))?', block)}
        schema = CONTRACT["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
        schema = CONTRACT["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        assert set(members) == set(schema["properties"]), path
        assert {name for name, optional in members.items() if optional != "OPTIONAL"} == set(schema["required"]), path
        assert schema["additionalProperties"] is False, path


def test_queries_are_those_of_the_contract():
    text = (TOP / "src/backend/ac-routes.c").read_text()
    for method, path, *_, query, _ in (match.groups() for match in ROUTE.finditer(text)):
        operation = CONTRACT["paths"][path][method.lower()]
        parameters = [CONTRACT["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p for p in operation.get("parameters", [])]
        wanted = {p["name"] for p in parameters if p["in"] == "query"} - {"cursor", "limit"}
        block = re.search(rf"{query}\[\] = \{{(.*?)\}};", text, re.S)[1] if query not in (None, "NULL") else ""
        assert set(re.findall(r'"(\w+)"', block)) <= wanted, path


def test_every_error_code_has_a_problem_type():
    codes = re.findall(r"^  (AC_ERROR_\w+)[,\n]", (TOP / "src/core/ac-error.h").read_text(), re.M)
    problems = {code: (slug, int(status)) for code, slug, status in PROBLEM.findall((TOP / "src/core/ac-error.c").read_text())}
    assert codes and codes == list(problems)
    assert [slug for slug, _ in problems.values()] == CONTRACT["components"]["schemas"]["ErrorCode"]["enum"]
    assert all(400 <= status < 600 for _, status in problems.values())


def test_every_operation_may_fail():
    for path, item in API.items():
        for method in set(item) & {"get", "post", "put", "delete", "patch"}:
            assert item[method]["responses"]["default"] == {"$ref": "#/components/responses/Problem"}, (method, path)


def test_nothing_reads_messages_calls_or_contacts():
    """What an account is used for has a route; these have none. (tests/unit/test-scopes.c says the same of the services.)"""
    forbidden = re.compile("message|chat|call|contact|phone-?book|inbox|conversation|follower|friend")
    operations = [(path, item[method]["operationId"]) for path, item in CONTRACT["paths"].items()
                  for method in set(item) & {"get", "post", "put", "delete", "patch"}]
    assert len(operations) > 40
    assert not [each for each in operations if forbidden.search(each[0]) or forbidden.search(each[1].lower())]
