"""personctl-mock exec -- python3 -m unittest"""

import os
import unittest
from urllib.error import HTTPError

from mock import Mock
from people import People

STAFF = "classification:workgroup classification:mozilla_confidential display:ndaed display:none"


class FindTest(unittest.TestCase):
    def test_staff_see_a_title(self):
        ada = People(STAFF).find("ada.lovelace@example.org")
        self.assertEqual("Ada", ada["first_name"]["value"])
        self.assertEqual("Principal Engineer", ada["staff_information"]["title"]["value"])

    def test_the_public_sees_a_name_and_no_title(self):
        ada = People("display:public").find("ada.lovelace@example.org")
        self.assertEqual("Ada", ada["first_name"]["value"])
        self.assertNotIn("title", ada["staff_information"])

    def test_charles_is_inactive(self):
        charles = People(STAFF).find("charles.babbage@example.org")
        self.assertFalse(charles["active"]["value"])

    def test_an_unknown_person_is_none(self):
        self.assertIsNone(People(STAFF).find("nobody@example.org"))


class EverybodyTest(unittest.TestCase):
    def test_walks_every_page(self):
        ids = [person["user_id"]["value"] for person in People(STAFF).everybody()]
        self.assertGreater(len(ids), 25)
        self.assertEqual(len(ids), len(set(ids)))


class CredentialsTest(unittest.TestCase):
    def test_a_wrong_secret_is_rejected(self):
        people = People(STAFF, {**os.environ, "PERSONCTL_CIS_CLIENT_SECRET": "wrong"})
        with self.assertRaises(HTTPError) as raised:
            people.find("ada.lovelace@example.org")
        self.assertEqual(401, raised.exception.code)
        raised.exception.close()


class TroubleTest(unittest.TestCase):
    def test_one_token_does_for_many_requests(self):
        mock = Mock("one-token")
        people = People(STAFF, mock.env)
        for email in ["ada.lovelace@example.org", "grace.hopper@example.org"]:
            people.find(email)
        self.assertEqual(1, mock.count("requestToken"))

    def test_a_rejected_token_is_replaced_once(self):
        mock = Mock("rejected-token")
        mock.add_fault("rejectedToken", times=1)
        self.assertIsNotNone(People(STAFF, mock.env).find("ada.lovelace@example.org"))
        self.assertEqual(2, mock.count("requestToken"))

    def test_a_token_that_expires_between_pages_is_renewed(self):
        mock = Mock("expired-token")
        everybody = People(STAFF, mock.env).everybody()
        next(everybody)
        mock.advance_clock(seconds=100_000)
        self.assertGreater(len(list(everybody)), 25)
        self.assertEqual(2, mock.count("requestToken"))

    def test_a_broken_connection_raises(self):
        mock = Mock("broken")
        mock.add_fault("reset", match={"service": "cis", "path": "/v2/*"})
        # Over https, it is an error of TLS.
        with self.assertRaises(OSError):
            People(STAFF, mock.env).find("ada.lovelace@example.org")


if __name__ == "__main__":
    unittest.main()
