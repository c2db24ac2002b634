# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for tests, by aiosmtpd: it says on which port it listens, then one line of JSON for each mail that it
takes, as Python's own reader of mail finds it. How it treats an address stands before the @:

  refused…   550 for good          later…    451 the first time        spam…   554 after the content
  silent…    breaks the connection after the content, the first time   cut…    the same in its middle, the first time
  slow…      takes it after some seconds
"""
import argparse
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from readmail import found_in


def tell(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def summary(session, envelope):
    return found_in(envelope.content) | {
        "from": envelope.mail_from, "to": envelope.rcpt_tos, "hello": session.host_name,
        "isSecure": session.ssl is not None, "isSignedIn": bool(session.authenticated),
    }


def brief(session, envelope):
    lines = [line for line in envelope.content.splitlines() if line.startswith(b"Message-ID: ")]
    return {"connection": session.peer[1], "to": envelope.rcpt_tos[0], "messageId": lines[0][12:].decode()}


class Receiver:
    def __init__(self, options):
        self.options = options
        self.seen = set()

    def is_first(self, address):
        first = address not in self.seen
        self.seen.add(address)
        return first

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("refused"):
            return "550 5.1.1 There is nobody of that name"
        if address.startswith("later") and self.is_first(address):
            return "451 4.7.1 Come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        if address.startswith("spam"):
            return "554 5.7.1 Not wanted here"
        if address.startswith("silent") and self.is_first(address):
            tell({"dropped": envelope.rcpt_tos, "messageId": summary(session, envelope)["headers"]["Message-ID"]})
            server.transport.abort()
            return "250 never heard"
        if address.startswith("slow"):
            await asyncio.sleep(self.options.slow)
        if address.startswith("passed"):
            return "251 2.6.0 Not of here, it is passed on"
        tell(brief(session, envelope) if self.options.brief else summary(session, envelope))
        return "250 2.0.0 OK: queued as TEST"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        address = (self.envelope.rcpt_tos or [""])[0]
        if address.startswith("cut") and self.event_handler.is_first(address):
            await self.push("354 go on")
            await self._reader.read(1000)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def authenticator(expected):
    def check(server, session, envelope, mechanism, data):
        wanted = tuple(expected.encode().split(b":", 1))
        good = isinstance(data, LoginPassword) and (data.login, data.password) == wanted
        return AuthResult(success=good, handled=False if not good else True)
    return check


async def serve(options):
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    receiver = Receiver(options)
    more = {"data_size_limit": 64 * 1024 * 1024, "enable_SMTPUTF8": False}
    if options.tls == "starttls":
        more |= {"tls_context": context, "require_starttls": options.require_tls}
    if options.user:
        more |= {"authenticator": authenticator(options.user), "auth_required": True,
                 "auth_require_tls": options.tls == "starttls"}
    loop = asyncio.get_running_loop()
    if options.mute:
        server = await loop.create_server(asyncio.Protocol, "127.0.0.1", options.port)
    else:
        server = await loop.create_server(lambda: Server(receiver, hostname="receiver.test", **more), "127.0.0.1",
                                          options.port, ssl=context if options.tls == "tls" else None)
    tell({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--require-tls", action="store_true")
    parser.add_argument("--user", help="NAME:PASSWORD")
    parser.add_argument("--slow", type=float, default=3)
    parser.add_argument("--mute", action="store_true", help="takes connections and says nothing")
    parser.add_argument("--brief", action="store_true", help="tells little of each mail")
    asyncio.run(serve(parser.parse_args()))


main()
