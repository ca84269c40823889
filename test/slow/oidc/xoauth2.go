package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/jws"
)

const (
	clientID    = "demo"
	redirectURI = "https://app.example/callback"
	afterLogout = "https://app.example/goodbye"
	grace       = "grace.hopper@example.org"
)

type server struct {
	Name, Issuer string
	Scopes       []string
}

type discovery struct {
	Authorization string `json:"authorization_endpoint"`
	Token         string `json:"token_endpoint"`
	UserInfo      string `json:"userinfo_endpoint"`
	EndSession    string `json:"end_session_endpoint"`
	Keys          string `json:"jwks_uri"`
}

func main() {
	origin := os.Getenv("PERSONCTL_MOCK_URL")
	offline := []string{"openid", "profile", "email", "offline_access"}
	table := map[string][]string{}
	for _, one := range []server{
		{"Auth0", origin + "/", offline},
		{"Keycloak", origin + "/auth/realms/cern", []string{"openid", "profile", "email"}},
		{"OneWelcome", origin + "/oauth", offline},
	} {
		signIn(one, func(step string) { table[one.Name] = append(table[one.Name], step) })
	}
	check(json.NewEncoder(os.Stdout).Encode(table))
}

func signIn(server server, pass func(step string)) {
	ctx := context.Background()
	var found discovery
	readJSON(http.DefaultClient, strings.TrimSuffix(server.Issuer, "/")+"/.well-known/openid-configuration", &found)
	// How a client authenticates is left to the library, which tries both ways.
	config := &oauth2.Config{
		ClientID:     clientID,
		ClientSecret: "demo-secret",
		Endpoint:     oauth2.Endpoint{AuthURL: found.Authorization, TokenURL: found.Token},
		RedirectURL:  redirectURI,
		Scopes:       server.Scopes,
	}

	browser := newBrowser()
	verifier, state := randomText(), randomText()
	challenge := sha256.Sum256([]byte(verifier))
	authorize := config.AuthCodeURL(state,
		oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
		oauth2.SetAuthURLParam("code_challenge_method", "S256"))
	callback := browser.signInAsGrace(authorize)
	expect(callback.Query().Get("state") == state, "state: %s", callback)
	token, err := config.Exchange(ctx, callback.Query().Get("code"), oauth2.SetAuthURLParam("code_verifier", verifier))
	check(err)
	pass("code and PKCE")

	idToken, _ := token.Extra("id_token").(string)
	claims, err := jws.Decode(idToken)
	check(err)
	expect(claims.Iss == server.Issuer && claims.Aud == clientID, "claims: %+v", claims)
	check(verifySignature(idToken, found.Keys))
	pass("ID token")

	person := readPerson(config.Client(ctx, token), found.UserInfo)
	expect(person.Sub == claims.Sub && person.Email == grace, "userinfo: %+v", person)
	pass("userinfo")

	expired := *token
	expired.Expiry = time.Now().Add(-time.Hour)
	source := config.TokenSource(ctx, &expired)
	fresh, err := source.Token()
	check(err)
	expect(fresh.AccessToken != token.AccessToken, "the access token is the old one")
	expect(readPerson(oauth2.NewClient(ctx, source), found.UserInfo) == person, "another person")
	pass("refresh")

	hint := url.Values{"id_token_hint": {idToken}, "post_logout_redirect_uri": {afterLogout}}
	end, _ := browser.open(found.EndSession+"?"+hint.Encode(), afterLogout)
	expect(end.String() == afterLogout, "after the logout: %s", end)
	silent, _ := browser.open(authorize+"&prompt=none", redirectURI)
	expect(silent.Query().Get("error") == "login_required", "after the logout: %s", silent)
	if server.Name == "Keycloak" {
		// Its refresh tokens end with the session; the others have the scope offline_access.
		_, err = config.TokenSource(ctx, &oauth2.Token{RefreshToken: fresh.RefreshToken}).Token()
		expect(err != nil, "a refresh token works after the logout")
	}
	pass("logout")
}

type person struct{ Sub, Email string }

func readPerson(client *http.Client, address string) person {
	var told person
	readJSON(client, address, &told)
	return told
}

// Verifies an ID token with one of the published keys.
func verifySignature(token, address string) error {
	var set struct{ Keys []struct{ N, E string } }
	readJSON(http.DefaultClient, address, &set)
	err := fmt.Errorf("there are no keys at %s", address)
	for _, key := range set.Keys {
		n, _ := base64.RawURLEncoding.DecodeString(key.N)
		e, _ := base64.RawURLEncoding.DecodeString(key.E)
		public := rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
		if err = jws.Verify(token, &public); err == nil {
			return nil
		}
	}
	return err
}

// A browser without JavaScript, which keeps cookies and follows redirects and links.
type browser struct{ client http.Client }

func newBrowser() *browser {
	jar, err := cookiejar.New(nil)
	check(err)
	return &browser{http.Client{
		Jar: jar,
		CheckRedirect: func(request *http.Request, _ []*http.Request) error {
			if strings.HasPrefix(request.URL.String(), "https://app.example/") {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}}
}

// Opens a URL. Returns that of the page and its HTML, or the one that begins with `end`, which nobody has to serve.
func (browser *browser) open(address, end string) (*url.URL, string) {
	request, err := http.NewRequest("GET", address, nil)
	check(err)
	request.Header.Set("Accept", "text/html")
	response, err := browser.client.Do(request)
	check(err)
	defer response.Body.Close()
	if location, err := response.Location(); err == nil && strings.HasPrefix(location.String(), end) {
		return location, ""
	}
	page, err := io.ReadAll(response.Body)
	check(err)
	return response.Request.URL, string(page)
}

// Chooses Grace on the page of a server. Returns the URL that the application gets.
func (browser *browser) signInAsGrace(address string) *url.URL {
	at, page := browser.open(address, redirectURI)
	link := regexp.MustCompile(`href="([^"]*)">Grace Hopper<`).FindStringSubmatch(page)
	expect(link != nil, "there is no Grace: %s", page)
	target, err := at.Parse(html.UnescapeString(link[1]))
	check(err)
	callback, _ := browser.open(target.String(), redirectURI)
	return callback
}

func readJSON(client *http.Client, address string, value any) {
	response, err := client.Get(address)
	check(err)
	defer response.Body.Close()
	expect(response.StatusCode == 200, "%s: %s", address, response.Status)
	check(json.NewDecoder(response.Body).Decode(value))
}

func randomText() string {
	bytes := make([]byte, 32)
	_, err := rand.Read(bytes)
	check(err)
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func check(err error) {
	if err != nil {
		log.Panic(err)
	}
}

func expect(holds bool, format string, values ...any) {
	if !holds {
		log.Panicf(format, values...)
	}
}
