package people

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
)

// personctl-mock exec -- go test

const staff = "classification:mozilla_confidential display:ndaed display:none"

func find(t *testing.T, scope, email string) *Person {
	t.Helper()
	client, err := NewClient(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	person, err := client.Find(context.Background(), email)
	if err != nil {
		t.Fatal(err)
	}
	return person
}

func TestStaffSeeATitle(t *testing.T) {
	ada := find(t, staff, "ada.lovelace@example.org")
	if ada == nil || ada.StaffInformation.Title.Value == nil || *ada.StaffInformation.Title.Value != "Principal Engineer" {
		t.Errorf("Ada is %+v", ada)
	}
}

func TestThePublicSeesAName(t *testing.T) {
	ada := find(t, "display:public", "ada.lovelace@example.org")
	if ada == nil || ada.FirstName.Value == nil || *ada.FirstName.Value != "Ada" {
		t.Fatalf("Ada is %+v", ada)
	}
	if title := ada.StaffInformation.Title.Value; title != nil {
		t.Errorf("everybody sees the title %s", *title)
	}
}

func TestAnUnknownPersonIsNil(t *testing.T) {
	if nobody := find(t, staff, "nobody@example.org"); nobody != nil {
		t.Errorf("an unknown person is %+v", nobody)
	}
}

func TestAWrongSecretIsRejected(t *testing.T) {
	t.Setenv("PERSONCTL_CIS_CLIENT_SECRET", "wrong")
	_, err := NewClient(context.Background(), staff)
	if err == nil || !strings.Contains(err.Error(), "401") {
		t.Errorf("the error is %v", err)
	}
}

func TestABrokenConnectionIsAnError(t *testing.T) {
	session := os.Getenv("PERSONCTL_MOCK_URL") + "/__session/" + t.Name()
	fault := `{ "match": { "operation": "getUserByPrimaryEmail" }, "effect": { "type": "truncate" }, "times": 1 }`
	added, err := http.Post(session+"/__admin/faults", "application/json", strings.NewReader(fault))
	if err != nil || added.StatusCode >= 300 {
		t.Fatal(added, err)
	}
	added.Body.Close()
	t.Setenv("PERSONCTL_CIS_URL", session)
	t.Setenv("PERSONCTL_CIS_TOKEN_URL", session+"/oauth/token")
	client, err := NewClient(context.Background(), staff)
	if err != nil {
		t.Fatal(err)
	}
	if ada, err := client.Find(context.Background(), "ada.lovelace@example.org"); err == nil {
		t.Errorf("half a response was read as %+v", ada)
	}
	if _, err := client.Find(context.Background(), "ada.lovelace@example.org"); err != nil {
		t.Error(err)
	}
}
