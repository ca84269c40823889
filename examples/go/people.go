// Package people looks people up in Mozilla CIS, with nothing but the standard library.
package people

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// Person has the attributes of a profile that this client reads.
type Person struct {
	FirstName        attribute[string] `json:"first_name"`
	StaffInformation struct {
		Title attribute[string] `json:"title"`
	} `json:"staff_information"`
}

// attribute is a value of a profile. It is missing unless the scopes of the token include it.
type attribute[T any] struct {
	Value *T `json:"value"`
}

// Client sends all its requests with one token.
type Client struct {
	url   string
	token string
}

// NewClient gets a token with these scopes for the client that the environment names.
func NewClient(ctx context.Context, scope string) (*Client, error) {
	grant := url.Values{
		"grant_type":    {"client_credentials"},
		"audience":      {os.Getenv("PERSONCTL_CIS_AUDIENCE")},
		"client_id":     {os.Getenv("PERSONCTL_CIS_CLIENT_ID")},
		"client_secret": {os.Getenv("PERSONCTL_CIS_CLIENT_SECRET")},
		"scope":         {scope},
	}
	body := strings.NewReader(grant.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, os.Getenv("PERSONCTL_CIS_TOKEN_URL"), body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var granted struct {
		AccessToken string `json:"access_token"`
	}
	if err := send(request, &granted); err != nil {
		return nil, fmt.Errorf("no token: %w", err)
	}
	return &Client{os.Getenv("PERSONCTL_CIS_URL"), granted.AccessToken}, nil
}

// Find returns the person with this primary e-mail, or nil.
func (c *Client) Find(ctx context.Context, email string) (*Person, error) {
	// The service decodes the key twice.
	key := url.PathEscape(url.PathEscape(email))
	target := c.url + "/v2/user/primary_email/" + key + "?active=any"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	var profile json.RawMessage
	if err := send(request, &profile); err != nil {
		return nil, fmt.Errorf("looking up %s: %w", email, err)
	}
	if string(profile) == "{}" {
		return nil, nil
	}
	person := new(Person)
	return person, json.Unmarshal(profile, person)
}

func send(request *http.Request, body any) error {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the service responded with %s", response.Status)
	}
	return json.NewDecoder(response.Body).Decode(body)
}
