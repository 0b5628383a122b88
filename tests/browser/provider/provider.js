// A certified OpenID Connect provider for the tests. Arguments: issuer, redirect address, seconds an ID token lasts.
import http from 'node:http';
import Provider from 'oidc-provider';

const [issuer, redirect, seconds] = process.argv.slice(2);

const provider = new Provider(issuer, {
  clients: [{ client_id: 'budget', client_secret: 'a secret of the tests', redirect_uris: [redirect],
    post_logout_redirect_uris: [redirect] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['a key of the tests'] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        ctx.type = 'html';
        ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Afmelden</button>`);
      },
    },
  },
  ttl: { IdToken: Number(seconds) },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Whoever types "x" is x, and x (unverified) has an address that nobody checked.
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id.replace(' (unverified)', ''), email_verified: !id.includes('(unverified)') }),
  }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

const FORM = '<form method="post"><label>Wie bent u?<input name="who"></label><button>Verder</button></form>';

function page(body) {
  return `<!doctype html><html lang="nl"><title>Aanbieder</title><link rel="icon" href="data:,">${body}</html>`;
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

const pass = provider.callback();
http.createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return pass(request, response);
  if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(page(FORM));
  const login = { accountId: (await body(request)).get('who') };
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}).listen(Number(new URL(issuer).port), 'localhost', () => console.log('ready'));
