"""One window for one diary: a second start of the program finds the first, and asks it to come forward."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal

WAIT = 500
"""Milliseconds to wait for the first window's answer."""


class Single(QObject):
    """`is_second` tells that a window is open already; `asked` that another start wants this one."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        from PySide6.QtNetwork import QLocalServer

        self.is_second = _knock(name)
        self._server = QLocalServer(self)
        if not self.is_second:
            QLocalServer.removeServer(name)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._knocked)
            self._server.listen(name)

    def _knocked(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()


def is_taken(name: str) -> bool:
    """Ask the window that is open already to come forward, and tell whether there is one; quick where there is none."""
    may_be = sys.platform == "win32" or Path(QDir.tempPath(), name).exists()
    return may_be and _knock(name)


def _knock(name: str) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    there = socket.waitForConnected(WAIT)
    socket.disconnectFromServer()
    return there
