// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.
/** The description itself, OpenAPI 3.1. */
export const adminDocument: Readonly<Record<string, unknown>> = {
 "openapi": "3.1.0",
 "info": {
  "title": "personctl-mock admin",
  "version": "1.0",
  "summary": "Sessions, people, faults, clock, journal and tokens of the mock server.",
  "description": "Every request is about one session: the one that the header `x-personctl-session: NAME` names or the path prefix\n`/__session/NAME`, else the one called `default`. A session is made by its first request, of whatever kind.\n",
  "license": {
   "name": "MIT",
   "identifier": "MIT"
  }
 },
 "servers": [
  {
   "url": "http://127.0.0.1:4010",
   "description": "personctl-mock as it starts without flags."
  }
 ],
 "tags": [
  {
   "name": "server"
  },
  {
   "name": "sessions"
  },
  {
   "name": "requests"
  },
  {
   "name": "faults"
  },
  {
   "name": "clock"
  },
  {
   "name": "people"
  },
  {
   "name": "snapshots"
  },
  {
   "name": "tokens"
  }
 ],
 "security": [
  {},
  {
   "bearer": []
  },
  {
   "header": []
  }
 ],
 "x-failures": {
  "400": {
   "$ref": "#/components/responses/BadRequest"
  },
  "403": {
   "$ref": "#/components/responses/Forbidden"
  },
  "404": {
   "$ref": "#/components/responses/NotFound"
  },
  "405": {
   "$ref": "#/components/responses/MethodNotAllowed"
  },
  "409": {
   "$ref": "#/components/responses/Conflict"
  },
  "410": {
   "$ref": "#/components/responses/Gone"
  },
  "413": {
   "$ref": "#/components/responses/TooLarge"
  },
  "503": {
   "$ref": "#/components/responses/TooMany"
  }
 },
 "paths": {
  "/__admin/health": {
   "get": {
    "operationId": "getHealth",
    "tags": [
     "server"
    ],
    "summary": "Whether the server answers. Open to everybody.",
    "security": [],
    "responses": {
     "200": {
      "description": "It does.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Health"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/ready": {
   "get": {
    "operationId": "getReady",
    "tags": [
     "server"
    ],
    "summary": "Where clients find each service. Open to everybody.",
    "security": [],
    "responses": {
     "200": {
      "description": "The server is ready, whichever route is asked for next.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Ready"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/openapi.json": {
   "get": {
    "operationId": "getDescription",
    "tags": [
     "server"
    ],
    "summary": "This description.",
    "responses": {
     "200": {
      "description": "OpenAPI 3.1.",
      "content": {
       "application/json": {
        "schema": {
         "type": "object",
         "additionalProperties": true
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/reset": {
   "post": {
    "operationId": "reset",
    "tags": [
     "server"
    ],
    "summary": "Puts the session, or parts of it, back to how it began.",
    "requestBody": {
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/ResetWish"
       }
      }
     }
    },
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/sessions": {
   "get": {
    "operationId": "listSessions",
    "tags": [
     "sessions"
    ],
    "summary": "The sessions beside the default one, the one used last first.",
    "responses": {
     "200": {
      "description": "The sessions.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/SessionList"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/sessions/{name}": {
   "delete": {
    "operationId": "dropSession",
    "tags": [
     "sessions"
    ],
    "summary": "Drops a session with all that is in it. The next request that names it makes it anew.",
    "parameters": [
     {
      "$ref": "#/components/parameters/name"
     }
    ],
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/requests": {
   "get": {
    "operationId": "listRequests",
    "tags": [
     "requests"
    ],
    "summary": "The journal of the session, in the order the requests came in.",
    "description": "Preflights and requests to the admin routes are not in it; nor are bodies, tokens and secrets.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/service"
     },
     {
      "$ref": "#/components/parameters/operation"
     },
     {
      "$ref": "#/components/parameters/status"
     },
     {
      "$ref": "#/components/parameters/client"
     },
     {
      "$ref": "#/components/parameters/method"
     },
     {
      "$ref": "#/components/parameters/path"
     },
     {
      "$ref": "#/components/parameters/since"
     },
     {
      "$ref": "#/components/parameters/limit"
     }
    ],
    "responses": {
     "200": {
      "description": "The requests that match.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/RequestList"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "delete": {
    "operationId": "clearRequests",
    "tags": [
     "requests"
    ],
    "summary": "Clears the journal. Ids go on where they were.",
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/requests/count": {
   "get": {
    "operationId": "countRequests",
    "tags": [
     "requests"
    ],
    "summary": "How many requests of the journal match.",
    "parameters": [
     {
      "$ref": "#/components/parameters/service"
     },
     {
      "$ref": "#/components/parameters/operation"
     },
     {
      "$ref": "#/components/parameters/status"
     },
     {
      "$ref": "#/components/parameters/client"
     },
     {
      "$ref": "#/components/parameters/method"
     },
     {
      "$ref": "#/components/parameters/path"
     },
     {
      "$ref": "#/components/parameters/since"
     },
     {
      "$ref": "#/components/parameters/limit"
     }
    ],
    "responses": {
     "200": {
      "description": "Their number.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/RequestCount"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/faults": {
   "get": {
    "operationId": "listFaults",
    "tags": [
     "faults"
    ],
    "summary": "The faults of the session, and how often each has fired.",
    "responses": {
     "200": {
      "description": "The faults, in the order they are tried.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/FaultList"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "post": {
    "operationId": "addFault",
    "tags": [
     "faults"
    ],
    "summary": "Adds a fault. Of several that match a request, the one added first has its effect.",
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/NewFault"
       }
      }
     }
    },
    "responses": {
     "201": {
      "description": "The fault.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Fault"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "delete": {
    "operationId": "clearFaults",
    "tags": [
     "faults"
    ],
    "summary": "Removes every fault.",
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/faults/{id}": {
   "get": {
    "operationId": "getFault",
    "tags": [
     "faults"
    ],
    "summary": "One fault.",
    "parameters": [
     {
      "name": "id",
      "in": "path",
      "required": true,
      "schema": {
       "type": "integer",
       "minimum": 1
      }
     }
    ],
    "responses": {
     "200": {
      "description": "The fault.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Fault"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "delete": {
    "operationId": "removeFault",
    "tags": [
     "faults"
    ],
    "summary": "Removes one fault.",
    "parameters": [
     {
      "name": "id",
      "in": "path",
      "required": true,
      "schema": {
       "type": "integer",
       "minimum": 1
      }
     }
    ],
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/clock": {
   "get": {
    "operationId": "getClock",
    "tags": [
     "clock"
    ],
    "summary": "What time it is in the session.",
    "responses": {
     "200": {
      "description": "The clock.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Clock"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "patch": {
    "operationId": "setClock",
    "tags": [
     "clock"
    ],
    "summary": "Sets, stops or starts the clock. Whether a token has expired follows it.",
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/ClockSetting"
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "The clock as it is then.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Clock"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/clock/advance": {
   "post": {
    "operationId": "advanceClock",
    "tags": [
     "clock"
    ],
    "summary": "Moves the clock on, or back; a stopped one stays stopped.",
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/ClockAdvance"
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "The clock as it is then.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Clock"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/people": {
   "get": {
    "operationId": "listPeople",
    "tags": [
     "people"
    ],
    "summary": "The people of the session, in the order of the services' lists.",
    "parameters": [
     {
      "name": "after",
      "in": "query",
      "description": "The user id to go on after.",
      "schema": {
       "type": "string"
      }
     },
     {
      "$ref": "#/components/parameters/limit"
     }
    ],
    "responses": {
     "200": {
      "description": "One page of them.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/PersonList"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "post": {
    "operationId": "createPerson",
    "tags": [
     "people"
    ],
    "summary": "Adds a person, to every service.",
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/NewPerson"
       }
      }
     }
    },
    "responses": {
     "201": {
      "description": "The person.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Person"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/people/{id}": {
   "get": {
    "operationId": "getPerson",
    "tags": [
     "people"
    ],
    "summary": "One person, with the raw profile as it is stored, and where else they are.",
    "parameters": [
     {
      "name": "id",
      "in": "path",
      "required": true,
      "description": "A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's.",
      "schema": {
       "type": "string",
       "minLength": 1
      }
     }
    ],
    "responses": {
     "200": {
      "description": "The person.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/PersonEverywhere"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "patch": {
    "operationId": "changePerson",
    "tags": [
     "people"
    ],
    "summary": "Changes a person; `{\"attributes\":{\"active\":false}}` deactivates.",
    "parameters": [
     {
      "name": "id",
      "in": "path",
      "required": true,
      "description": "A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's.",
      "schema": {
       "type": "string",
       "minLength": 1
      }
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/PersonChange"
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "The person as they are then.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Person"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "delete": {
    "operationId": "deletePerson",
    "tags": [
     "people"
    ],
    "summary": "Removes a person from every service.",
    "parameters": [
     {
      "name": "id",
      "in": "path",
      "required": true,
      "description": "A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's.",
      "schema": {
       "type": "string",
       "minLength": 1
      }
     }
    ],
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/snapshots": {
   "get": {
    "operationId": "listSnapshots",
    "tags": [
     "snapshots"
    ],
    "summary": "The snapshots of the session, the oldest first.",
    "responses": {
     "200": {
      "description": "The snapshots.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/SnapshotList"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/snapshots/{name}": {
   "put": {
    "operationId": "createSnapshot",
    "tags": [
     "snapshots"
    ],
    "summary": "Keeps how the session is now, its faults and its journal aside, under a name. Replaces one of that name.",
    "parameters": [
     {
      "$ref": "#/components/parameters/name"
     }
    ],
    "responses": {
     "200": {
      "description": "The snapshot.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Snapshot"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   },
   "delete": {
    "operationId": "deleteSnapshot",
    "tags": [
     "snapshots"
    ],
    "summary": "Forgets a snapshot.",
    "parameters": [
     {
      "$ref": "#/components/parameters/name"
     }
    ],
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/snapshots/{name}/restore": {
   "post": {
    "operationId": "restoreSnapshot",
    "tags": [
     "snapshots"
    ],
    "summary": "Puts the session back to how it was. The snapshot stays.",
    "parameters": [
     {
      "$ref": "#/components/parameters/name"
     }
    ],
    "responses": {
     "204": {
      "description": "Done."
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  },
  "/__admin/tokens": {
   "post": {
    "operationId": "mintToken",
    "tags": [
     "tokens"
    ],
    "summary": "Makes a token that no token endpoint need have given, valid or broken in one way.",
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/TokenWish"
       }
      }
     }
    },
    "responses": {
     "201": {
      "description": "The token.",
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/MintedToken"
        }
       }
      }
     },
     "400": {
      "$ref": "#/components/responses/BadRequest"
     },
     "403": {
      "$ref": "#/components/responses/Forbidden"
     },
     "404": {
      "$ref": "#/components/responses/NotFound"
     },
     "405": {
      "$ref": "#/components/responses/MethodNotAllowed"
     },
     "409": {
      "$ref": "#/components/responses/Conflict"
     },
     "410": {
      "$ref": "#/components/responses/Gone"
     },
     "413": {
      "$ref": "#/components/responses/TooLarge"
     },
     "503": {
      "$ref": "#/components/responses/TooMany"
     }
    }
   }
  }
 },
 "components": {
  "securitySchemes": {
   "bearer": {
    "type": "http",
    "scheme": "bearer",
    "description": "The admin token, where the server was given one."
   },
   "header": {
    "type": "apiKey",
    "in": "header",
    "name": "x-personctl-admin-token",
    "description": "The same."
   }
  },
  "parameters": {
   "name": {
    "name": "name",
    "in": "path",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/Name"
    }
   },
   "service": {
    "name": "service",
    "in": "query",
    "schema": {
     "$ref": "#/components/schemas/Service"
    }
   },
   "operation": {
    "name": "operation",
    "in": "query",
    "description": "The operationId in the service's own description.",
    "schema": {
     "type": "string",
     "minLength": 1
    }
   },
   "status": {
    "name": "status",
    "in": "query",
    "description": "A status, or a class of them.",
    "schema": {
     "type": "string",
     "pattern": "^[1-5](\\d\\d|xx)$"
    },
    "examples": {
     "one": {
      "value": "429"
     },
     "class": {
      "value": "5xx"
     }
    }
   },
   "client": {
    "name": "client",
    "in": "query",
    "description": "The client a token was given to, or that asked for one.",
    "schema": {
     "type": "string",
     "minLength": 1
    }
   },
   "method": {
    "name": "method",
    "in": "query",
    "schema": {
     "type": "string",
     "minLength": 1
    }
   },
   "path": {
    "name": "path",
    "in": "query",
    "description": "A path without its query; with `*` at its end, every path that begins so.",
    "schema": {
     "type": "string",
     "pattern": "^/"
    }
   },
   "since": {
    "name": "since",
    "in": "query",
    "description": "Only requests that came in after the one with this id.",
    "schema": {
     "type": "integer",
     "minimum": 0
    }
   },
   "limit": {
    "name": "limit",
    "in": "query",
    "description": "How many at most, from the first on.",
    "schema": {
     "type": "integer",
     "minimum": 1,
     "maximum": 10000
    }
   }
  },
  "responses": {
   "BadRequest": {
    "description": "What was sent makes no sense; the message names the place in it, the value and the reason.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "Forbidden": {
    "description": "A request of a foreign page, under a foreign host name, or without the admin token.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "NotFound": {
    "description": "There is no such thing.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "MethodNotAllowed": {
    "description": "Another verb than the path has.",
    "headers": {
     "Allow": {
      "schema": {
       "type": "string"
      }
     }
    },
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "Conflict": {
    "description": "Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "Gone": {
    "description": "The session was dropped to make room for others, with what was in it.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "TooLarge": {
    "description": "The body is too large.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   },
   "TooMany": {
    "description": "There are too many sessions.",
    "content": {
     "application/json": {
      "schema": {
       "$ref": "#/components/schemas/AdminErrorBody"
      }
     }
    }
   }
  },
  "schemas": {
   "Name": {
    "type": "string",
    "pattern": "^[A-Za-z0-9._~-]{1,64}$",
    "description": "Up to 64 letters, digits, dots, underscores, tildes and hyphens."
   },
   "Service": {
    "type": "string",
    "enum": [
     "cis",
     "dabp",
     "cern"
    ]
   },
   "AdminErrorBody": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "error"
    ],
    "properties": {
     "error": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "code",
       "message",
       "hint"
      ],
      "properties": {
       "code": {
        "$ref": "#/components/schemas/AdminErrorCode"
       },
       "message": {
        "type": "string",
        "description": "What is wrong, with which value."
       },
       "hint": {
        "type": "string",
        "description": "What to do next."
       }
      }
     }
    }
   },
   "AdminErrorCode": {
    "type": "string",
    "enum": [
     "invalid_request",
     "invalid_session",
     "impossible_fault",
     "foreign_origin",
     "foreign_host",
     "admin_token_required",
     "not_found",
     "method_not_allowed",
     "user_id_taken",
     "limit_reached",
     "journal_overflowed",
     "session_dropped",
     "too_large",
     "too_many_sessions"
    ]
   },
   "Health": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "status"
    ],
    "properties": {
     "status": {
      "type": "string",
      "const": "ok"
     }
    }
   },
   "Ready": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "status",
     "url",
     "services"
    ],
    "properties": {
     "status": {
      "type": "string",
      "const": "ready"
     },
     "url": {
      "type": "string",
      "description": "Where the server was asked, without a slash at its end."
     },
     "services": {
      "type": "object",
      "additionalProperties": {
       "$ref": "#/components/schemas/ServiceAddress"
      }
     }
    }
   },
   "ServiceAddress": {
    "type": "object",
    "required": [
     "url",
     "tokenUrl",
     "audience"
    ],
    "properties": {
     "url": {
      "type": "string"
     },
     "tokenUrl": {
      "type": "string"
     },
     "audience": {
      "type": "string"
     }
    }
   },
   "ResetPart": {
    "type": "string",
    "description": "`people`: who is there. `groups`: what was written to the Authorization Service. `activity`: when people were\nlast active, for DABP. `grants`: the devices, codes and tokens that the authorization servers remember.\n",
    "enum": [
     "people",
     "groups",
     "activity",
     "grants",
     "clock",
     "faults",
     "journal",
     "snapshots"
    ]
   },
   "ResetWish": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "parts": {
      "description": "What to reset. Without it, everything but the snapshots.",
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/components/schemas/ResetPart"
      }
     }
    }
   },
   "SessionList": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "sessions"
    ],
    "properties": {
     "sessions": {
      "type": "array",
      "items": {
       "$ref": "#/components/schemas/SessionSummary"
      }
     }
    }
   },
   "SessionSummary": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "idleSeconds",
     "requests",
     "faults"
    ],
    "properties": {
     "name": {
      "$ref": "#/components/schemas/Name"
     },
     "idleSeconds": {
      "type": "number",
      "minimum": 0,
      "description": "How long nobody has used it."
     },
     "requests": {
      "type": "integer",
      "minimum": 0,
      "description": "How many are in its journal."
     },
     "faults": {
      "type": "integer",
      "minimum": 0
     }
    }
   },
   "RequestList": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "requests",
     "dropped"
    ],
    "properties": {
     "requests": {
      "type": "array",
      "items": {
       "$ref": "#/components/schemas/JournalEntry"
      }
     },
     "dropped": {
      "type": "integer",
      "minimum": 0,
      "description": "How many requests the journal no longer has, since it was last cleared."
     }
    }
   },
   "RequestCount": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "count"
    ],
    "properties": {
     "count": {
      "type": "integer",
      "minimum": 0
     }
    }
   },
   "JournalEntry": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "at",
     "session",
     "method",
     "path",
     "query",
     "service",
     "operation",
     "client",
     "status",
     "durationMs",
     "fault",
     "nearest"
    ],
    "properties": {
     "id": {
      "type": "integer",
      "minimum": 1,
      "description": "Counts the requests of the session."
     },
     "at": {
      "type": "string",
      "format": "date-time",
      "description": "When it came in, by the real clock."
     },
     "session": {
      "$ref": "#/components/schemas/Name"
     },
     "method": {
      "type": "string"
     },
     "path": {
      "type": "string",
      "description": "As it was asked for, without the prefix of the session."
     },
     "query": {
      "type": [
       "string",
       "null"
      ],
      "description": "Without the question mark, and without secrets."
     },
     "service": {
      "description": "Null where no route matched.",
      "anyOf": [
       {
        "$ref": "#/components/schemas/Service"
       },
       {
        "type": "null"
       }
      ]
     },
     "operation": {
      "type": [
       "string",
       "null"
      ],
      "description": "The operationId in the service's own description; null where no route matched."
     },
     "client": {
      "type": [
       "string",
       "null"
      ],
      "description": "The client its token was given to, or that asks for one; null where it names none."
     },
     "status": {
      "type": [
       "integer",
       "null"
      ],
      "description": "Null while it is not answered, and where the connection was reset."
     },
     "durationMs": {
      "type": [
       "number",
       "null"
      ],
      "description": "How long the answer took; null while there is none."
     },
     "fault": {
      "type": [
       "integer",
       "null"
      ],
      "description": "The id of the fault that had its effect on it."
     },
     "nearest": {
      "description": "Where nothing was found, what would have been.",
      "anyOf": [
       {
        "$ref": "#/components/schemas/NearestOperation"
       },
       {
        "$ref": "#/components/schemas/NearestName"
       },
       {
        "type": "null"
       }
      ]
     }
    }
   },
   "NearestOperation": {
    "type": "object",
    "additionalProperties": false,
    "description": "The route most like the one that was asked for.",
    "required": [
     "service",
     "operation",
     "method",
     "path"
    ],
    "properties": {
     "service": {
      "$ref": "#/components/schemas/Service"
     },
     "operation": {
      "type": "string"
     },
     "method": {
      "type": "string"
     },
     "path": {
      "type": "string",
      "example": "/v2/user/primary_email/{primary_email}"
     }
    }
   },
   "NearestName": {
    "type": "object",
    "additionalProperties": false,
    "description": "The name most like the one that was asked for, of whoever or whatever is there now.",
    "required": [
     "key",
     "value",
     "active"
    ],
    "properties": {
     "key": {
      "type": "string",
      "description": "What it is the value of.",
      "example": "primary_email"
     },
     "value": {
      "type": "string"
     },
     "active": {
      "type": [
       "boolean",
       "null"
      ],
      "description": "Whether the person is active, where it is one; who is not may be left out for that alone."
     }
    }
   },
   "FaultList": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "faults"
    ],
    "properties": {
     "faults": {
      "type": "array",
      "items": {
       "$ref": "#/components/schemas/Fault"
      }
     }
    }
   },
   "NewFault": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "effect"
    ],
    "properties": {
     "match": {
      "$ref": "#/components/schemas/FaultMatch"
     },
     "effect": {
      "$ref": "#/components/schemas/FaultEffect"
     },
     "after": {
      "type": "integer",
      "minimum": 0,
      "description": "How many matching requests to let pass first. Without it none."
     },
     "times": {
      "type": "integer",
      "minimum": 1,
      "description": "How often it fires at most. Without it, always."
     },
     "probability": {
      "type": "number",
      "exclusiveMinimum": 0,
      "maximum": 1,
      "description": "The share of the requests it fires on. Without it 1."
     },
     "seed": {
      "type": "integer",
      "minimum": -9007199254740991,
      "maximum": 9007199254740991,
      "description": "What the chance depends on; the same seed fires on the same requests. Without it 1."
     }
    }
   },
   "Fault": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "effect",
     "matched",
     "fired"
    ],
    "properties": {
     "match": {
      "$ref": "#/components/schemas/FaultMatch"
     },
     "effect": {
      "$ref": "#/components/schemas/FaultEffect"
     },
     "after": {
      "type": "integer",
      "minimum": 0,
      "description": "How many matching requests to let pass first. Without it none."
     },
     "times": {
      "type": "integer",
      "minimum": 1,
      "description": "How often it fires at most. Without it, always."
     },
     "probability": {
      "type": "number",
      "exclusiveMinimum": 0,
      "maximum": 1,
      "description": "The share of the requests it fires on. Without it 1."
     },
     "seed": {
      "type": "integer",
      "minimum": -9007199254740991,
      "maximum": 9007199254740991,
      "description": "What the chance depends on; the same seed fires on the same requests. Without it 1."
     },
     "id": {
      "type": "integer",
      "minimum": 1
     },
     "matched": {
      "type": "integer",
      "minimum": 0,
      "description": "How many requests matched."
     },
     "fired": {
      "type": "integer",
      "minimum": 0,
      "description": "On how many of these it had its effect."
     }
    }
   },
   "FaultMatch": {
    "type": "object",
    "additionalProperties": false,
    "description": "Which requests; all of what is given must be so. Without anything, every request.",
    "properties": {
     "service": {
      "$ref": "#/components/schemas/Service"
     },
     "operation": {
      "type": "string",
      "minLength": 1,
      "description": "The operationId in the service's own description.",
      "example": "listUsers"
     },
     "client": {
      "type": "string",
      "minLength": 1,
      "description": "The client the token was given to, or that asks for one."
     },
     "path": {
      "type": "string",
      "pattern": "^/[^*]*\\*?$",
      "description": "A path without its query; with `*` at its end, every path that begins so.",
      "example": "/v2/user/*"
     }
    }
   },
   "FaultEffect": {
    "oneOf": [
     {
      "$ref": "#/components/schemas/StatusEffect"
     },
     {
      "$ref": "#/components/schemas/RateLimitEffect"
     },
     {
      "$ref": "#/components/schemas/DelayEffect"
     },
     {
      "$ref": "#/components/schemas/ConnectionEffect"
     },
     {
      "$ref": "#/components/schemas/BodyEffect"
     },
     {
      "$ref": "#/components/schemas/TokenEffect"
     }
    ]
   },
   "StatusEffect": {
    "type": "object",
    "additionalProperties": false,
    "description": "An answer of the test's own in the place of the service's, which never sees the request.",
    "required": [
     "type",
     "status"
    ],
    "properties": {
     "type": {
      "type": "string",
      "enum": [
       "status"
      ]
     },
     "status": {
      "type": "integer",
      "minimum": 200,
      "maximum": 599
     },
     "body": {
      "description": "A text is sent as it is, anything else as JSON. Without it, JSON that says where the answer comes from.\n"
     },
     "headers": {
      "type": "object",
      "additionalProperties": {
       "type": "string"
      }
     },
     "delayMs": {
      "$ref": "#/components/schemas/DelayMs"
     }
    }
   },
   "RateLimitEffect": {
    "type": "object",
    "additionalProperties": false,
    "description": "429 with Retry-After.",
    "required": [
     "type"
    ],
    "properties": {
     "type": {
      "type": "string",
      "enum": [
       "rateLimit"
      ]
     },
     "retryAfterSeconds": {
      "type": "integer",
      "minimum": 0,
      "maximum": 86400,
      "description": "Without it 1."
     },
     "delayMs": {
      "$ref": "#/components/schemas/DelayMs"
     }
    }
   },
   "DelayEffect": {
    "type": "object",
    "additionalProperties": false,
    "description": "The service's own answer, late. A client that goes away ends the wait.",
    "required": [
     "type",
     "delayMs"
    ],
    "properties": {
     "type": {
      "type": "string",
      "enum": [
       "delay"
      ]
     },
     "delayMs": {
      "$ref": "#/components/schemas/DelayMs"
     }
    }
   },
   "ConnectionEffect": {
    "type": "object",
    "additionalProperties": false,
    "description": "`reset`: the connection is reset before the service sees the request. `truncate`: the service answers; the first\nhalf of its body is sent under the length of the whole, then the connection ends.\n",
    "required": [
     "type"
    ],
    "properties": {
     "type": {
      "type": "string",
      "enum": [
       "reset",
       "truncate"
      ]
     },
     "delayMs": {
      "$ref": "#/components/schemas/DelayMs"
     }
    }
   },
   "BodyEffect": {
    "type": "object",
    "additionalProperties": false,
    "description": "The service answers, with a status and headers that fit. `truncatedJson`: its JSON ends half way.\n`malformedJson`: its last character is another.\n",
    "required": [
     "type"
    ],
    "properties": {
     "type": {
      "type": "string",
      "enum": [
       "truncatedJson",
       "malformedJson"
      ]
     },
     "delayMs": {
      "$ref": "#/components/schemas/DelayMs"
     }
    }
   },
   "TokenEffect": {
    "type": "object",
    "additionalProperties": false,
    "description": "The service gets the request with another token, and refuses it in its own way. `rejectedToken`: one whose\nsignature is wrong. `expiredToken`: the same one, had it expired a second ago. Requests without a token do not\nmatch.\n",
    "required": [
     "type"
    ],
    "properties": {
     "type": {
      "type": "string",
      "enum": [
       "rejectedToken",
       "expiredToken"
      ]
     },
     "delayMs": {
      "$ref": "#/components/schemas/DelayMs"
     }
    }
   },
   "DelayMs": {
    "type": "integer",
    "minimum": 0,
    "maximum": 600000,
    "description": "How long to wait before anything else, in milliseconds."
   },
   "Clock": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "now",
     "frozen"
    ],
    "properties": {
     "now": {
      "type": "string",
      "format": "date-time"
     },
     "frozen": {
      "type": "boolean",
      "description": "Whether it stands still."
     }
    }
   },
   "ClockSetting": {
    "type": "object",
    "additionalProperties": false,
    "minProperties": 1,
    "properties": {
     "now": {
      "type": "string",
      "format": "date-time",
      "description": "What time it is to be. Without it, what it is."
     },
     "frozen": {
      "type": "boolean",
      "description": "Whether it is to stand still. Without it, as before."
     }
    }
   },
   "ClockAdvance": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "seconds"
    ],
    "properties": {
     "seconds": {
      "type": "number",
      "minimum": -10000000000,
      "maximum": 10000000000
     }
    }
   },
   "PersonList": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "people",
     "total",
     "next"
    ],
    "properties": {
     "people": {
      "type": "array",
      "items": {
       "$ref": "#/components/schemas/PersonSummary"
      }
     },
     "total": {
      "type": "integer",
      "minimum": 0
     },
     "next": {
      "type": [
       "string",
       "null"
      ],
      "description": "The `after` of the next page; null on the last."
     }
    }
   },
   "PersonSummary": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "user_id",
     "uuid",
     "primary_email",
     "primary_username",
     "active",
     "origin"
    ],
    "properties": {
     "user_id": {
      "type": [
       "string",
       "null"
      ]
     },
     "uuid": {
      "type": [
       "string",
       "null"
      ]
     },
     "primary_email": {
      "type": [
       "string",
       "null"
      ]
     },
     "primary_username": {
      "type": [
       "string",
       "null"
      ]
     },
     "active": {
      "type": [
       "boolean",
       "null"
      ]
     },
     "origin": {
      "$ref": "#/components/schemas/PersonOrigin"
     }
    }
   },
   "Person": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "user_id",
     "uuid",
     "primary_email",
     "primary_username",
     "active",
     "origin",
     "profile"
    ],
    "properties": {
     "user_id": {
      "type": [
       "string",
       "null"
      ]
     },
     "uuid": {
      "type": [
       "string",
       "null"
      ]
     },
     "primary_email": {
      "type": [
       "string",
       "null"
      ]
     },
     "primary_username": {
      "type": [
       "string",
       "null"
      ]
     },
     "active": {
      "type": [
       "boolean",
       "null"
      ]
     },
     "origin": {
      "$ref": "#/components/schemas/PersonOrigin"
     },
     "profile": {
      "$ref": "#/components/schemas/RawProfile"
     }
    }
   },
   "PersonEverywhere": {
    "type": "object",
    "additionalProperties": false,
    "description": "A person, and where else they are.",
    "required": [
     "user_id",
     "uuid",
     "primary_email",
     "primary_username",
     "active",
     "origin",
     "cern",
     "dabp",
     "profile"
    ],
    "properties": {
     "user_id": {
      "type": [
       "string",
       "null"
      ]
     },
     "uuid": {
      "type": [
       "string",
       "null"
      ]
     },
     "primary_email": {
      "type": [
       "string",
       "null"
      ]
     },
     "primary_username": {
      "type": [
       "string",
       "null"
      ]
     },
     "active": {
      "type": [
       "boolean",
       "null"
      ]
     },
     "origin": {
      "$ref": "#/components/schemas/PersonOrigin"
     },
     "profile": {
      "$ref": "#/components/schemas/RawProfile"
     },
     "cern": {
      "type": "object",
      "additionalProperties": false,
      "description": "The person at the Authorization Service.",
      "required": [
       "identityId",
       "upn"
      ],
      "properties": {
       "identityId": {
        "type": [
         "string",
         "null"
        ]
       },
       "upn": {
        "type": [
         "string",
         "null"
        ]
       }
      }
     },
     "dabp": {
      "type": "object",
      "additionalProperties": false,
      "description": "The person at DABP.",
      "required": [
       "referenceId",
       "lastActivity"
      ],
      "properties": {
       "referenceId": {
        "type": [
         "string",
         "null"
        ]
       },
       "lastActivity": {
        "type": [
         "string",
         "null"
        ],
        "format": "date-time",
        "description": "When the person was last active, which asking for the report makes them."
       }
      }
     }
    }
   },
   "PersonOrigin": {
    "type": "string",
    "description": "Whether the person was there from the start, as they are or changed since, or was added.",
    "enum": [
     "initial",
     "changed",
     "added"
    ]
   },
   "RawProfile": {
    "type": "object",
    "additionalProperties": true,
    "description": "A profile v2 as the service stores it, every attribute with its metadata."
   },
   "Attributes": {
    "type": "object",
    "additionalProperties": true,
    "description": "What attributes hold, by their path. Keys unknown to profiles and values of another type are refused; null\nclears.\n",
    "example": {
     "first_name": "Ada",
     "staff_information.staff": true
    }
   },
   "Displays": {
    "type": "object",
    "additionalProperties": {
     "type": [
      "string",
      "null"
     ]
    },
    "description": "Whom attributes may be shown to, by their path.",
    "example": {
     "first_name": "public",
     "staff_information.staff": null
    }
   },
   "NewPerson": {
    "type": "object",
    "additionalProperties": false,
    "minProperties": 1,
    "description": "Either a raw profile, which is stored as it is, or what sets the person apart from a new record: the rest is\nfilled in. Without a user id there is one derived from the e-mail address; without uuid and user name, those of\nthe user id; without `active`, true.\n",
    "properties": {
     "profile": {
      "$ref": "#/components/schemas/RawProfile"
     },
     "attributes": {
      "$ref": "#/components/schemas/Attributes"
     },
     "displays": {
      "$ref": "#/components/schemas/Displays"
     }
    }
   },
   "PersonChange": {
    "type": "object",
    "additionalProperties": false,
    "minProperties": 1,
    "description": "A JSON merge patch of the raw profile (RFC 7396: null removes), attributes by their path, or both; then the\nattributes come last.\n",
    "properties": {
     "profile": {
      "$ref": "#/components/schemas/RawProfile"
     },
     "attributes": {
      "$ref": "#/components/schemas/Attributes"
     },
     "displays": {
      "$ref": "#/components/schemas/Displays"
     }
    }
   },
   "SnapshotList": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "snapshots"
    ],
    "properties": {
     "snapshots": {
      "type": "array",
      "items": {
       "$ref": "#/components/schemas/Snapshot"
      }
     }
    }
   },
   "Snapshot": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "at"
    ],
    "properties": {
     "name": {
      "$ref": "#/components/schemas/Name"
     },
     "at": {
      "type": "string",
      "format": "date-time",
      "description": "When it was made, by the real clock."
     }
    }
   },
   "TokenFlaw": {
    "type": "string",
    "description": "The one thing that is wrong with a token.",
    "enum": [
     "expired",
     "notYetValid",
     "wrongAudience",
     "wrongIssuer",
     "wrongSignature",
     "algorithmNone",
     "unknownKey",
     "malformed"
    ]
   },
   "TokenWish": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "service": {
      "description": "The service it is for, which decides on its issuer and its form. Without it `cis`.",
      "allOf": [
       {
        "$ref": "#/components/schemas/Service"
       }
      ]
     },
     "scopes": {
      "type": "array",
      "items": {
       "type": "string",
       "pattern": "^\\S+$"
      },
      "description": "Without it, every scope there is; at CERN there is none."
     },
     "clientId": {
      "type": "string",
      "minLength": 1,
      "description": "Without it `demo`."
     },
     "user": {
      "type": "string",
      "minLength": 1,
      "description": "The login or e-mail address of the person it is of, for CERN alone. Without it, it is of the client.\n"
     },
     "audience": {
      "type": "string",
      "minLength": 1,
      "description": "Without it, that of the service."
     },
     "lifetimeSeconds": {
      "type": "integer",
      "minimum": 1,
      "maximum": 10000000000,
      "description": "Without it, that of tokens which the server gives."
     },
     "claims": {
      "type": "object",
      "additionalProperties": true,
      "description": "More claims, or others in the place of the usual ones."
     },
     "flaw": {
      "$ref": "#/components/schemas/TokenFlaw"
     }
    }
   },
   "MintedToken": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "token",
     "claims"
    ],
    "properties": {
     "token": {
      "type": "string"
     },
     "claims": {
      "type": "object",
      "additionalProperties": true,
      "description": "What the token says."
     }
    }
   }
  }
 }
}
