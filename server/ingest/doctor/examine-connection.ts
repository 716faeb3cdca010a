import { bad, type Finding } from './finding.ts';

/** Why a connection could not be opened, and what to look at. `door`: what opens it on the switch. */
export function examineConnection(at: string, cause: unknown, door: string): Finding {
  const code = String(cause instanceof Error ? Reflect.get(cause, 'code') : '');
  const words = cause instanceof Error ? cause.message : String(cause);
  if (code === 'ECONNREFUSED') return bad(`${at} takes no connection`, `start the switch, and ${door}`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return bad(`no machine is known by the name in ${at}`, 'write its address, or mend the name service');
  if (TLS_CODES.test(code))
    return bad(
      `${at} shows a certificate that is not trusted (${words})`,
      'name the certificate that signs it as tls: { authority: PATH }, and use the host name it is for',
    );
  if (code === 'EPROTO' || /wrong version number/.test(words))
    return bad(`${at} does not speak TLS`, 'use the port of TLS, or leave tls: out');
  return bad(`no connection to ${at}: ${words}`, `let a firewall pass it, and ${door}`);
}

const TLS_CODES = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
