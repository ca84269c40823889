"""personctl-mock exec -- python3 -m unittest"""

import os
import unittest
from urllib.error import HTTPError

from mock import Mock
from people import People

STAFF = "classification:workgroup classification:mozilla_confidential display:ndaed display:none"


class FindTest(unittest.TestCase):
    def test_shows_what_staff_may_know(self):
        ada = People(STAFF).find("ada.lovelace@example.org")
        self.assertEqual("Ada", ada["first_name"]["value"])
        self.assertEqual("Principal Engineer", ada["staff_information"]["title"]["value"])

    def test_leaves_out_what_the_scopes_do_not_cover(self):
        ada = People("display:public").find("ada.lovelace@example.org")
        self.assertEqual("Ada", ada["first_name"]["value"])
        self.assertNotIn("title", ada["staff_information"])

    def test_knows_who_has_left(self):
        charles = People(STAFF).find("charles.babbage@example.org")
        self.assertFalse(charles["active"]["value"])

    def test_finds_nobody(self):
        self.assertIsNone(People(STAFF).find("nobody@example.org"))


class EverybodyTest(unittest.TestCase):
    def test_walks_every_page(self):
        ids = [person["user_id"]["value"] for person in People(STAFF).everybody()]
        self.assertGreater(len(ids), 25)
        self.assertEqual(len(ids), len(set(ids)))


class CredentialsTest(unittest.TestCase):
    def test_wrong_ones_are_refused(self):
        people = People(STAFF, {**os.environ, "PERSONCTL_CIS_CLIENT_SECRET": "wrong"})
        with self.assertRaises(HTTPError) as refused:
            people.find("ada.lovelace@example.org")
        self.assertEqual(401, refused.exception.code)
        refused.exception.close()


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

    def test_a_token_that_expires_half_way_through_the_pages(self):
        mock = Mock("expired-token")
        everybody = People(STAFF, mock.env).everybody()
        next(everybody)
        mock.advance_clock(seconds=100_000)
        self.assertGreater(len(list(everybody)), 25)
        self.assertEqual(2, mock.count("requestToken"))

    def test_a_service_that_stays_away_fails(self):
        mock = Mock("away")
        mock.add_fault("reset", match={"service": "cis", "path": "/v2/*"})
        with self.assertRaises(ConnectionError):
            People(STAFF, mock.env).find("ada.lovelace@example.org")


if __name__ == "__main__":
    unittest.main()
