// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/passwordentry.h"

#include <QFile>

#include <termios.h>

namespace sekimori::platformd {
namespace {

/// What is typed is not shown while it lives.
class Hush {
public:
    explicit Hush(int descriptor)
        : m_descriptor(descriptor)
    {
        tcgetattr(m_descriptor, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(m_descriptor, TCSAFLUSH, &quiet);
    }
    ~Hush() { tcsetattr(m_descriptor, TCSAFLUSH, &m_before); }
    Hush(const Hush &) = delete;
    Hush &operator=(const Hush &) = delete;

private:
    int m_descriptor;
    termios m_before{};
};

}

Result<QString> askOnTerminal(const QString &question)
{
    QFile terminal(QStringLiteral("/dev/tty"));
    if (!terminal.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return std::unexpected(Error{ErrorKind::Unavailable, PasswordNoTerminal});
    terminal.write(question.toUtf8());
    QByteArray line;
    {
        const Hush hush(terminal.handle());
        line = terminal.readLine(4096);
    }
    terminal.write("\n");
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

}
