export type DevicePage = 'enterCode' | 'unknownCode' | 'unknownPerson' | 'confirmed' | 'denied'

/** What a person sees who goes to confirm a device. Plain pages of ASCII, without a script. */
export const devicePages: Readonly<Record<DevicePage, string>> = {
  enterCode: page(
    'Device login',
    `<form>
<p><label>Code <input name="user_code" required autofocus></label></p>
<p><label>Sign in as <input name="login_hint" placeholder="the first person"></label></p>
<p><button>Confirm</button> <button name="deny" value="true">Refuse</button></p>
</form>`,
  ),
  unknownCode: page(
    'Device login',
    '<p>No device waits for this code. Codes are good for ten minutes, and once.</p>',
  ),
  unknownPerson: page('Device login', '<p>Nobody who may sign in has this login or e-mail address.</p>'),
  confirmed: page('Device login successful', '<p>You may close this window and go back to your device.</p>'),
  denied: page('Device login refused', '<p>The device gets no access.</p>'),
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<title>${title}</title>
<h1>${title}</h1>
${body}
</html>
`
}
