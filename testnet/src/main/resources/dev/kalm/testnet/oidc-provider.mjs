// An OpenID provider on npm's oidc-provider: node oidc-provider.mjs SETTINGS.JSON
// Signs in those whom the settings name; authorization code with PKCE and nothing else.
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { pathToFileURL } from 'node:url'

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { Provider } = await import(pathToFileURL(settings.module))

const scopes = 'openid profile email groups'
const users = new Map(settings.users.map((user) => [user.username, user]))

const provider = new Provider(settings.issuer, {
  clients: [
    {
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      redirect_uris: [settings.redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
  },
  // As Keycloak, Entra ID and others do: the ID token alone tells who it is.
  conformIdTokenClaims: false,
  cookies: { keys: [settings.clientSecret] },
  jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  findAccount: (_, id) => users.has(id) && { accountId: id, claims: () => claimsOf(users.get(id)) },
  // Nobody is asked for consent: the client is the company's own.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    })
    grant.addOIDCScope(scopes)
    await grant.save()
    return grant
  },
})

function claimsOf(user) {
  return {
    sub: `id-of-${user.username}`,
    name: user.name,
    preferred_username: user.username,
    email: `${user.username}@example.com`,
    email_verified: true,
    groups: user.groups,
  }
}

function page(message) {
  return `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Example Company: sign in</title>
<h1>Example Company</h1><p role="alert">${message}</p>
<form method="post"><label>User name <input name="username" autofocus></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form></html>`
}

async function signIn(request, response) {
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    return send(response, 200, page(''))
  }
  const form = new URLSearchParams(await bodyOf(request))
  const user = users.get(form.get('username'))
  if (user === undefined || user.password !== form.get('password')) {
    return send(response, 200, page(`Wrong user name or password (${uid})`))
  }
  await provider.interactionFinished(request, response, { login: { accountId: user.username } })
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) {
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response, status, html) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html)
}

provider.on('server_error', (_, error) => console.error(error))
provider.on('authorization.error', (_, error) => console.error(error))
provider.on('grant.error', (_, error) => console.error(error))

const answer = provider.callback()
const { hostname, port } = new URL(settings.issuer)
createServer(
  { cert: readFileSync(settings.certificate), key: readFileSync(settings.privateKey) },
  (request, response) => {
    if (request.url.startsWith('/sign-in/')) {
      signIn(request, response).catch((error) => send(response, 400, page(error.message)))
    } else {
      answer(request, response)
    }
  },
).listen(Number(port), hostname)
