"""The mock in a container: with PersonctlMock() as mock."""

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy


class PersonctlMock(DockerContainer):
    def __init__(self):
        super().__init__("personctl-mock")
        self.with_exposed_ports(4010)
        # Without a token, the admin routes are closed to other machines.
        self.with_env("PERSONCTL_MOCK_ADMIN_TOKEN", "admin")
        self.waiting_for(HttpWaitStrategy(4010, "/__admin/health"))

    @property
    def url(self):
        """The URL of the mock, for a client of CIS and, with /__admin, for the tests."""
        return f"http://{self.get_container_host_ip()}:{self.get_exposed_port(4010)}"

    @property
    def cis_token_url(self):
        return f"{self.url}/oauth/token"
