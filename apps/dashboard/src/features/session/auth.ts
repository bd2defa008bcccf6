import * as z from 'zod/mini';

export type SignInOutcome = 'signed_in' | 'wrong_credentials' | 'too_many_attempts' | 'unreachable';

/** Signs in by e-mail and password; the session comes back as a cookie. */
export async function signIn(credentials: { readonly email: string; readonly password: string }): Promise<SignInOutcome> {
  const answer = await post('/api/auth/sign-in/email', credentials);
  if (answer === undefined) return 'unreachable';
  if (answer.ok) return 'signed_in';
  if (answer.status === 429) return 'too_many_attempts';
  return answer.status < 500 ? 'wrong_credentials' : 'unreachable';
}

/** @returns whether the session is over; not when the server could not be reached */
export async function signOut(): Promise<boolean> {
  const answer = await post('/api/auth/sign-out', {});
  return answer !== undefined && answer.status < 500;
}

export type PasswordOutcome = 'changed' | 'wrong_password' | 'too_many_attempts' | 'unreachable';

/** Changes one's own password and ends every other session of the person. */
export async function changePassword({ current, next }: { readonly current: string; readonly next: string }): Promise<PasswordOutcome> {
  const answer = await post('/api/auth/change-password', { currentPassword: current, newPassword: next, revokeOtherSessions: true });
  if (answer === undefined || answer.status >= 500) return 'unreachable';
  if (answer.status === 429) return 'too_many_attempts';
  return answer.ok ? 'changed' : 'wrong_password';
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => undefined);

/** Where to go after signing in: only a path of this site, so that a link cannot send people elsewhere. */
export const NextPath = z.catch(z.string().check(z.regex(/^\/(?![/\\])/)), '/');
