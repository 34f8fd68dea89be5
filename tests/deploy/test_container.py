"""The container files fit the program: nothing here builds an image, so what can be checked without one is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit import config

from components import upload
from runtime.watchdog import Limits
from tests.test_layers import ENTRIES, MAY_IMPORT
from web import health, settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
KUBERNETES = {one["kind"]: one for one in yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text())}
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
PROBES = {route.path for route in health.Health(Limits()).routes}
BUILD_ALONE = {"bench", "edition"}  # packages that no running dashboard imports


def instructions(name: str) -> list[str]:
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    return re.findall(rf"^{name} (.*)$", joined, re.M)


def container() -> dict[str, Any]:
    found: dict[str, Any] = KUBERNETES["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    return found


def copied() -> set[str]:
    """What the image has of the project."""
    return {name for line in instructions("COPY") if "--from" not in line for name in line.split()[:-1]}


def test_the_image_has_every_package_and_entry() -> None:
    assert copied() >= {*MAY_IMPORT, *ENTRIES, ".streamlit", "requirements.lock"} - BUILD_ALONE
    for name in copied():
        assert (ROOT / name).exists(), name
        assert f"!{name}\n" in (ROOT / ".dockerignore").read_text(), name


def test_the_image_is_pinned_and_of_the_python_that_is_tested() -> None:
    for image in instructions("FROM"):
        name, _, tag = image.split()[0].partition(":")
        assert (name, tag.split("-")[0]) == ("python", "3.11")
        assert "slim" in tag


def test_nobody_is_root_and_nothing_is_written() -> None:
    user = instructions("USER")[-1]
    assert int(user.split(":")[0]) > 0
    assert DOCKERFILE.index("USER") > DOCKERFILE.rindex("\nRUN")
    assert "PYTHONDONTWRITEBYTECODE=1" in DOCKERFILE
    pod, rules = KUBERNETES["Deployment"]["spec"]["template"]["spec"]["securityContext"], container()["securityContext"]
    assert pod["runAsNonRoot"]
    assert f"{pod['runAsUser']}:{pod['runAsGroup']}" == user
    assert rules["readOnlyRootFilesystem"]
    assert not rules["allowPrivilegeEscalation"]
    assert rules["capabilities"]["drop"] == ["ALL"]
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in COMPOSE["services"].values())


def test_it_starts_as_make_run_does_and_answers_its_probes() -> None:
    command = json.loads(instructions("CMD")[-1])
    assert command[:3] == ["streamlit", "run", "app.py"]
    port = command[command.index("--server.port") + 1]
    assert instructions("EXPOSE") == [port]
    assert f"127.0.0.1:{port}/health" in instructions("HEALTHCHECK")[0]
    assert container()["ports"][0]["containerPort"] == int(port)
    probes = {kind: container()[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")}
    assert probes == {"startup": "/health", "readiness": "/ready", "liveness": "/health"}
    assert set(probes.values()) <= PROBES


def test_replicas_share_a_secret_and_keep_their_visitors() -> None:
    assert KUBERNETES["Deployment"]["spec"]["replicas"] >= 2
    assert KUBERNETES["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    dashboards = [one for name, one in COMPOSE["services"].items() if name.startswith("dashboard")]
    assert len(dashboards) >= 2
    for environment in (dashboards[0]["environment"], {one["name"]: one for one in container()["env"]}):
        assert "STREAMLIT_SERVER_COOKIE_SECRET" in environment
    labels = KUBERNETES["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert KUBERNETES["Service"]["spec"]["selector"] == labels


def test_a_visitor_s_file_passes_every_proxy() -> None:
    nginx, page = ((ROOT / path).read_text() for path in ("deploy/nginx.conf", "docs/deployment.md"))
    allowed = [int(size) for text in (nginx, page) for size in re.findall(r"client_max_body_size (\d+)m;", text)]
    annotations = KUBERNETES["Ingress"]["metadata"]["annotations"]
    allowed.append(int(annotations["nginx.ingress.kubernetes.io/proxy-body-size"].removesuffix("m")))
    assert len(allowed) == 3
    assert min(allowed) > upload.MEGABYTES


def test_only_settings_that_exist_are_set() -> None:
    stated = {one["name"] for one in container()["env"]} | set(COMPOSE["services"]["dashboard-1"]["environment"])
    ours = {f"{settings.PREFIX}{name.upper()}" for name in settings.Settings.model_fields} | {settings.BELIEVED}
    assert stated
    streamlit = {option.env_var for option in config.get_config_options().values()}
    assert stated - ours - streamlit == set()


def test_the_image_is_of_this_version() -> None:
    version = re.findall(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.M)[0]
    assert container()["image"].endswith(f":{version}")


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_takes_the_configuration_of_compose(tmp_path: Path) -> None:
    shell = COMPOSE["services"]["nginx"]["command"][-1].split("&&")[0]
    local = shell.replace("/tmp", str(tmp_path)).replace("/footprint/", f"{ROOT}/deploy/")
    subprocess.run(re.sub(r"dashboard-\d", "127.0.0.1", local), shell=True, check=True)
    checked = ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    found = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_what_the_health_check_runs_is_python() -> None:
    words = json.loads(instructions("HEALTHCHECK")[0].split("CMD ")[1])
    compiled = [sys.executable, "-c", f"compile({words[2]!r}, 'check', 'exec')"]
    assert subprocess.run(compiled, check=False).returncode == 0
