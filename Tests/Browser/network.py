"""The network of one person: an HTTP proxy (CONNECT, RFC 9110, 9.3.6) of their browser's own, which can be cut and can go dead.

All that a browser has with the server goes through it, whatever the page's origin; media go to the relay and not through it.
"""

import asyncio
import threading


class Network:
    """Starts up; `close` ends it."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._passes = asyncio.Event()
        self._is_cut = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._passes.set()
        self._server = self._do(asyncio.start_server(self._take, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    @property
    def arguments(self) -> list[str]:
        """For Chromium, which would go to a loopback address directly."""
        return [f"--proxy-server=http://127.0.0.1:{self.port}", "--proxy-bypass-list=<-loopback>"]

    def cut(self) -> None:
        """Every socket ends at once and no new one comes up, as when the device leaves its network."""
        self._do(self._cut())

    def die(self) -> None:
        """Nothing passes any more and nobody is told: sockets stay open on both sides."""
        self._loop.call_soon_threadsafe(self._passes.clear)

    def mend(self) -> None:
        """It is there again; what was held back passes."""
        self._is_cut = False
        self._loop.call_soon_threadsafe(self._passes.set)

    def close(self) -> None:
        self._do(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _cut(self) -> None:
        self._is_cut = True
        for writer in list(self._writers):
            writer.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        self._writers.add(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).split(b" ")
            if head[0] != b"CONNECT":  # Chromium's own errands in plain HTTP: nobody is there
                return
            host, port = head[1].decode().rsplit(":", 1)
            await self._passes.wait()
            far_reader, far_writer = await asyncio.open_connection(host, int(port))
            self._writers.add(far_writer)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()
            self._writers.discard(writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Passes one direction on until either end is gone; the other end then goes too."""
        try:
            while data := await reader.read(65_536):
                await self._passes.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.transport.abort()
            self._writers.discard(writer)


class Unbroken:
    """The network of somebody whom no test takes it from."""

    def mend(self) -> None:
        pass

    def close(self) -> None:
        pass
