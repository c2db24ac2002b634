// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/mappingprotection.h"
#include "commands.h"
#include "help.h"
#include "interruption.h"
#include "output.h"
#include "verify.h"

#include <QLoggingCategory>
#include <QStringList>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::logtool;

namespace {

int write(std::string_view text)
{
    const auto output = Output::open({});
    const auto isWritten = (*output)->sink().write(text).and_then([&] { return (*output)->finish(); });
    if (isWritten)
        return int(ExitCode::Found);
    complain(isWritten.error());
    return int(ExitCode::Trouble);
}

int start(const QStringList &arguments)
{
    const auto line = CommandLine::parse(arguments);
    if (!line) {
        complain(line.error());
        return int(ExitCode::Trouble);
    }
    if (line->task == CommandLine::Task::Help)
        return write(helpText());
    if (line->task == CommandLine::Task::Version)
        return write("sekimori-log " SEKIMORI_VERSION "\n");
    if (line->task == CommandLine::Task::Verify)
        return int(verify(*line));
    // Whoever writes to standard output may end in the middle, as every program in a pipe does.
    return int(run(*line, line->output.isEmpty() ? std::stop_token() : stopOnInterruption()));
}

}

int main(int count, char *words[])
{
    audit::files::protectMappings();
    QLoggingCategory::setFilterRules(u"kf.archive*=false"_s); // what it meets is told in our words
    QStringList arguments;
    for (int i = 0; i < count; ++i)
        arguments += QString::fromLocal8Bit(words[i]);
    return start(arguments);
}
