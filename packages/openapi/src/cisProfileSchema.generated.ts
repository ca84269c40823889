// Generated from openapi/cis.yaml by `npm run generate`. Do not edit.
/** The JSON schema of a profile as it is stored, before any filter. */
export const profileSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-04/schema#",
  "$ref": "#/definitions/Profile",
  "definitions": {
    "Profile": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "schema": {
          "type": "string",
          "description": "Where the JSON schema of an unfiltered profile is."
        },
        "uuid": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    },
                    "display": {
                      "enum": [
                        "public"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "user_id": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "primary_username": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    },
                    "display": {
                      "enum": [
                        "public"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "login_method": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "active": {
          "allOf": [
            {
              "$ref": "#/definitions/BooleanAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    },
                    "display": {
                      "enum": [
                        null
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "last_modified": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "created": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "usernames": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "pronouns": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "first_name": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "last_name": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "alternative_name": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "primary_email": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "identities": {
          "$ref": "#/definitions/Identities"
        },
        "ssh_public_keys": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "pgp_public_keys": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "access_information": {
          "$ref": "#/definitions/AccessInformation"
        },
        "fun_title": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "description": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "location": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "timezone": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "languages": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "tags": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "picture": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "uris": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "phone_numbers": {
          "allOf": [
            {
              "$ref": "#/definitions/ValuesAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "staff_information": {
          "$ref": "#/definitions/StaffInformation"
        }
      },
      "required": [
        "schema",
        "uuid",
        "user_id",
        "primary_username",
        "login_method",
        "active",
        "last_modified",
        "created",
        "usernames",
        "pronouns",
        "first_name",
        "last_name",
        "alternative_name",
        "primary_email",
        "identities",
        "ssh_public_keys",
        "pgp_public_keys",
        "access_information",
        "fun_title",
        "description",
        "location",
        "timezone",
        "languages",
        "tags",
        "picture",
        "uris",
        "phone_numbers",
        "staff_information"
      ]
    },
    "StringAttribute": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "signature",
        "metadata",
        "value"
      ],
      "properties": {
        "signature": {
          "$ref": "#/definitions/Signature"
        },
        "metadata": {
          "$ref": "#/definitions/Metadata"
        },
        "value": {
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "Signature": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "publisher",
        "additional"
      ],
      "properties": {
        "publisher": {
          "$ref": "#/definitions/PublisherSignature"
        },
        "additional": {
          "type": "array",
          "items": {
            "$ref": "#/definitions/AdditionalSignature"
          }
        }
      }
    },
    "PublisherSignature": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "alg",
        "typ",
        "name",
        "value"
      ],
      "properties": {
        "alg": {
          "$ref": "#/definitions/SignatureAlgorithm"
        },
        "typ": {
          "$ref": "#/definitions/SignatureType"
        },
        "name": {
          "$ref": "#/definitions/Publisher"
        },
        "value": {
          "type": "string",
          "description": "A JWS, or empty where the attribute is not signed."
        }
      }
    },
    "SignatureAlgorithm": {
      "type": "string",
      "enum": [
        "HS256",
        "RS256",
        "RSA",
        "ED25519"
      ]
    },
    "SignatureType": {
      "type": "string",
      "enum": [
        "JWS",
        "PGP"
      ]
    },
    "Publisher": {
      "type": "string",
      "enum": [
        "ldap",
        "mozilliansorg",
        "hris",
        "cis",
        "access_provider"
      ]
    },
    "AdditionalSignature": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "alg",
        "typ",
        "name",
        "value"
      ],
      "properties": {
        "alg": {
          "$ref": "#/definitions/SignatureAlgorithm"
        },
        "typ": {
          "$ref": "#/definitions/SignatureType"
        },
        "name": {
          "type": [
            "string",
            "null"
          ]
        },
        "value": {
          "type": "string"
        }
      }
    },
    "Metadata": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "classification",
        "last_modified",
        "created",
        "verified",
        "display"
      ],
      "properties": {
        "classification": {
          "$ref": "#/definitions/Classification"
        },
        "last_modified": {
          "type": "string",
          "format": "date-time"
        },
        "created": {
          "type": "string",
          "format": "date-time"
        },
        "verified": {
          "type": "boolean"
        },
        "display": {
          "$ref": "#/definitions/Display"
        }
      }
    },
    "Classification": {
      "type": "string",
      "enum": [
        "PUBLIC",
        "MOZILLA CONFIDENTIAL",
        "WORKGROUP CONFIDENTIAL: STAFF ONLY",
        "WORKGROUP CONFIDENTIAL",
        "INDIVIDUAL CONFIDENTIAL"
      ]
    },
    "Display": {
      "type": [
        "string",
        "null"
      ],
      "enum": [
        "public",
        "authenticated",
        "vouched",
        "ndaed",
        "staff",
        "private",
        null
      ]
    },
    "BooleanAttribute": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "signature",
        "metadata",
        "value"
      ],
      "properties": {
        "signature": {
          "$ref": "#/definitions/Signature"
        },
        "metadata": {
          "$ref": "#/definitions/Metadata"
        },
        "value": {
          "type": [
            "boolean",
            "null"
          ]
        }
      }
    },
    "ValuesAttribute": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "signature",
        "metadata",
        "values"
      ],
      "properties": {
        "signature": {
          "$ref": "#/definitions/Signature"
        },
        "metadata": {
          "$ref": "#/definitions/Metadata"
        },
        "values": {}
      }
    },
    "Identities": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "github_id_v3": {
          "$ref": "#/definitions/StringAttribute"
        },
        "github_id_v4": {
          "$ref": "#/definitions/StringAttribute"
        },
        "github_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "mozilliansorg_id": {
          "$ref": "#/definitions/StringAttribute"
        },
        "bugzilla_mozilla_org_id": {
          "$ref": "#/definitions/StringAttribute"
        },
        "bugzilla_mozilla_org_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "mozilla_ldap_id": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "display": {
                      "enum": [
                        "staff"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "mozilla_ldap_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "mozilla_posix_id": {
          "$ref": "#/definitions/StringAttribute"
        },
        "google_oauth2_id": {
          "$ref": "#/definitions/StringAttribute"
        },
        "google_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "firefox_accounts_id": {
          "$ref": "#/definitions/StringAttribute"
        },
        "firefox_accounts_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "custom_1_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "custom_2_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        },
        "custom_3_primary_email": {
          "$ref": "#/definitions/StringAttribute"
        }
      }
    },
    "AccessInformation": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "ldap": {
          "allOf": [
            {
              "$ref": "#/definitions/AccessAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    },
                    "display": {
                      "enum": [
                        "vouched",
                        "ndaed",
                        "staff",
                        "private",
                        null
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "mozilliansorg": {
          "allOf": [
            {
              "$ref": "#/definitions/AccessAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "PUBLIC"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "hris": {
          "allOf": [
            {
              "$ref": "#/definitions/AccessAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL: STAFF ONLY"
                      ]
                    },
                    "display": {
                      "enum": [
                        null
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "access_provider": {
          "allOf": [
            {
              "$ref": "#/definitions/AccessAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL"
                      ]
                    },
                    "display": {
                      "enum": [
                        null
                      ]
                    }
                  }
                }
              }
            }
          ]
        }
      },
      "required": [
        "ldap",
        "mozilliansorg",
        "hris",
        "access_provider"
      ]
    },
    "AccessAttribute": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "signature",
        "metadata",
        "values"
      ],
      "properties": {
        "signature": {
          "$ref": "#/definitions/Signature"
        },
        "metadata": {
          "$ref": "#/definitions/Metadata"
        },
        "values": {
          "description": "Group to null; from HRIS, field to a value of any type.",
          "type": [
            "object",
            "null"
          ],
          "additionalProperties": true
        }
      }
    },
    "StaffInformation": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "manager": {
          "$ref": "#/definitions/BooleanAttribute"
        },
        "director": {
          "$ref": "#/definitions/BooleanAttribute"
        },
        "staff": {
          "$ref": "#/definitions/BooleanAttribute"
        },
        "title": {
          "$ref": "#/definitions/StringAttribute"
        },
        "team": {
          "$ref": "#/definitions/StringAttribute"
        },
        "cost_center": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL: STAFF ONLY"
                      ]
                    },
                    "display": {
                      "enum": [
                        "staff"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "worker_type": {
          "allOf": [
            {
              "$ref": "#/definitions/StringAttribute"
            },
            {
              "properties": {
                "metadata": {
                  "properties": {
                    "classification": {
                      "enum": [
                        "WORKGROUP CONFIDENTIAL: STAFF ONLY"
                      ]
                    },
                    "display": {
                      "enum": [
                        "staff"
                      ]
                    }
                  }
                }
              }
            }
          ]
        },
        "wpr_desk_number": {
          "$ref": "#/definitions/StringAttribute"
        },
        "office_location": {
          "$ref": "#/definitions/StringAttribute"
        }
      },
      "required": [
        "manager",
        "director",
        "staff",
        "title",
        "team",
        "cost_center",
        "worker_type",
        "wpr_desk_number",
        "office_location"
      ]
    }
  }
}
