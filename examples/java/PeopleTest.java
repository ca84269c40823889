import java.io.IOException;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** personctl-mock exec -- sh test.sh */
class PeopleTest {
    private static final String ADA = "ada.lovelace@example.org";
    private static final String STAFF = "classification:mozilla_confidential display:ndaed display:none";

    @RegisterExtension
    final MockSession mock = new MockSession();

    @Test
    void staffSeeATitle() throws Exception {
        var ada = new People(mock.settings(), STAFF).find(ADA).orElseThrow();
        assertTrue(ada.contains("\"Principal Engineer\""), ada);
    }

    @Test
    void thePublicSeesANameAndNoTitle() throws Exception {
        var ada = new People(mock.settings(), "display:public").find(ADA).orElseThrow();
        assertTrue(ada.contains("\"first_name\""), ada);
        assertFalse(ada.contains("\"title\""), ada);
    }

    @Test
    void anUnknownPersonIsEmpty() throws Exception {
        assertTrue(new People(mock.settings(), STAFF).find("nobody@example.org").isEmpty());
    }

    @Test
    void aWrongSecretIsRejected() {
        var settings = new HashMap<>(mock.settings());
        settings.put("PERSONCTL_CIS_CLIENT_SECRET", "wrong");
        var error = assertThrows(IOException.class, () -> new People(settings, STAFF));
        assertTrue(error.getMessage().contains("401"), error.getMessage());
    }

    @Test
    void halfAResponseIsAnErrorAndTheNextOneIsComplete() throws Exception {
        mock.addFault("""
            { "match": { "operation": "getUserByPrimaryEmail" }, "effect": { "type": "truncate" }, "times": 1 }""");
        var people = new People(mock.settings(), STAFF);
        assertThrows(IOException.class, () -> people.find(ADA));
        assertTrue(people.find(ADA).isPresent());
        assertEquals(2, mock.count("operation=getUserByPrimaryEmail"));
        assertEquals(1, mock.count("operation=requestToken"));
    }
}
