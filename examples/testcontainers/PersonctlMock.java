import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The mock in a container, to be shared by the tests of a class: {@code @Container static PersonctlMock mock}. */
public class PersonctlMock extends GenericContainer<PersonctlMock> {
    private static final int PORT = 4010;

    public PersonctlMock() {
        super(DockerImageName.parse("personctl-mock"));
        withExposedPorts(PORT);
        // Without a token, the admin routes are closed to other machines.
        withEnv("PERSONCTL_MOCK_ADMIN_TOKEN", "admin");
        waitingFor(Wait.forHttp("/__admin/health").forPort(PORT));
    }

    /** Returns the URL of the mock, for a client of CIS and, with /__admin, for the tests. */
    public String url() {
        return "http://" + getHost() + ":" + getMappedPort(PORT);
    }

    public String cisTokenUrl() {
        return url() + "/oauth/token";
    }
}
