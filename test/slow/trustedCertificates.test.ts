import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runMockProcess } from '../helpers/mockProcess.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'

interface Program {
  /** The command without which it is skipped. */
  readonly needs: string
  readonly file?: readonly [name: string, content: string]
  /** A line of a shell that prints `{"message":"0.0.1"}`. */
  readonly line: string
}

const url = '"$PERSONCTL_CIS_URL/v2/version"'

const programs: Readonly<Record<string, Program>> = {
  curl: { needs: 'curl', line: `curl -sS ${url}` },
  'Node.js': {
    needs: 'node',
    line: `node -e 'fetch(process.env.PERSONCTL_CIS_URL + "/v2/version").then(async (r) => console.log(await r.text()))'`,
  },
  'urllib of Python': {
    needs: 'python3',
    line: `python3 -c 'import os, urllib.request as u; print(u.urlopen(os.environ["PERSONCTL_CIS_URL"] + "/v2/version").read().decode())'`,
  },
  Ruby: {
    needs: 'ruby',
    line: `ruby -ropen-uri -e 'puts URI.open(ENV["PERSONCTL_CIS_URL"] + "/v2/version").read'`,
  },
  PHP: {
    needs: 'php',
    line: `php -r 'echo file_get_contents(getenv("PERSONCTL_CIS_URL") . "/v2/version");'`,
  },
  Go: {
    needs: 'go',
    file: [
      'main.go',
      `package main

import (
	"io"
	"net/http"
	"os"
)

func main() {
	response, err := http.Get(os.Getenv("PERSONCTL_CIS_URL") + "/v2/version")
	if err != nil {
		panic(err)
	}
	io.Copy(os.Stdout, response.Body)
}
`,
    ],
    line: 'go run main.go',
  },
  'Java, with a store made by keytool,': {
    needs: 'javac',
    file: [
      'Main.java',
      `import java.net.URI;
import java.net.http.*;

public class Main {
  public static void main(String[] args) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(System.getenv("PERSONCTL_CIS_URL") + "/v2/version")).build();
    System.out.println(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
`,
    ],
    line: [
      'keytool -importcert -noprompt -alias personctl-mock -file "$PERSONCTL_MOCK_CA_FILE" -keystore mock.p12 -storetype PKCS12 -storepass changeit 2>/dev/null',
      'java -Djavax.net.ssl.trustStore=mock.p12 -Djavax.net.ssl.trustStorePassword=changeit Main.java',
    ].join(' && '),
  },
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('exec --https', () => {
  for (const [name, { needs, file, line }] of Object.entries(programs)) {
    const isThere = isInstalled(needs)
    test.skipIf(!isThere)(
      `${name} trusts the mock${isThere ? '' : `, skipped: ${needs} is not installed`}`,
      async () => {
        const folder = await temporaryFolder()
        if (file !== undefined) await writeFile(join(folder, file[0]), file[1])
        const env = { HOME: folder, GOFLAGS: '-mod=mod', PATH: process.env['PATH'] ?? '' }
        const outcome = await runMockProcess(
          ['exec', '--https', '--', 'sh', '-c', `cd "$0" && ${line}`, folder],
          { env },
        )
        expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('{"message":"0.0.1"}') })
      },
      120_000,
    )
  }
})
