// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "audit/filter/names.h"
#include "audit/zonename.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using audit::Field;
using audit::query::OrderKey;
using Task = CommandLine::Task;

struct TaskName {
    QStringView name;
    Task task;
    QStringView options; ///< that it takes
};

constexpr std::array tasks{
    TaskName{u"filter", Task::Filter, u"columns header format output order quiet zone"},
    TaskName{u"count", Task::Count, u"columns header filter output quiet zone"},
    TaskName{u"top", Task::Top, u"columns header filter format most output quiet zone"},
    TaskName{u"histogram", Task::Histogram, u"columns header filter format output quiet step zone"},
    TaskName{u"convert", Task::Convert, u"columns header filter format order output zone"},
    TaskName{u"check", Task::Check, u"columns header format output quiet zone"},
    TaskName{u"verify", Task::Verify, u"checkpoint key quiet"},
};

std::unexpected<Error> wrong(const QString &what)
{
    return std::unexpected(Error(ErrorKind::Invalid, CommandLineWrong, {what}));
}

void addOptions(QCommandLineParser &parser)
{
    const auto flag = [](const QStringList &names) { return QCommandLineOption(names); };
    const auto valued = [](const QStringList &names) { return QCommandLineOption(names, {}, u"VALUE"_s); };
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    parser.addOptions({
        flag({u"h"_s, u"help"_s}),
        flag({u"V"_s, u"version"_s}),
        flag({u"q"_s, u"quiet"_s}),
        valued({u"f"_s, u"filter"_s}),
        valued({u"F"_s, u"format"_s}),
        valued({u"o"_s, u"output"_s}),
        valued({u"n"_s, u"most"_s}),
        valued({u"s"_s, u"step"_s}),
        valued({u"z"_s, u"zone"_s}),
        valued({u"c"_s, u"columns"_s}),
        valued({u"H"_s, u"header"_s}),
        valued({u"O"_s, u"order"_s}),
        valued({u"k"_s, u"key"_s}),
        valued({u"C"_s, u"checkpoint"_s}),
    });
}

Result<QTimeZone> zoneFrom(const QString &text)
{
    const auto zone = audit::zoneFromName(text);
    if (!zone)
        return wrong(u"There is no time zone “%1”"_s.arg(text));
    return *zone;
}

Result<Format> formatFrom(const QString &text)
{
    if (text == "csv"_L1)
        return Format::Csv;
    if (text == "ndjson"_L1)
        return Format::Ndjson;
    if (text == "table"_L1)
        return Format::Table;
    return wrong(u"There is no format “%1”, only csv, ndjson and table"_s.arg(text));
}

Result<std::chrono::seconds> stepFrom(const QString &text)
{
    static const QHash<QChar, int> units{{u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86'400}, {u'w', 604'800}};
    bool isNumber = false;
    const int count = text.chopped(text.isEmpty() ? 0 : 1).toInt(&isNumber);
    const int unit = text.isEmpty() ? 0 : units.value(text.back());
    const std::chrono::seconds step(qint64(count) * unit);
    constexpr std::chrono::days longest{36'600};
    const bool fitsDays
        = step.count() > 0 && step <= longest && (86'400 % step.count() == 0 || step.count() % 86'400 == 0);
    if (!isNumber || count < 1 || unit == 0 || !fitsDays)
        return wrong(
            u"“%1” is no step. Write one such as 10m, 1h, 1d or 1w that days consist of, or that consists of days"_s
                .arg(text));
    return step;
}

/// Empty: standard output. A file whose name promises what is not written here would be none of those.
Result<QString> outputFrom(const QString &text)
{
    static const QStringList unwritten{u"xlsx"_s, u"xls"_s, u"ods"_s, u"tar"_s, u"tgz"_s, u"7z"_s, u"rar"_s, u"bz2"_s,
        u"xz"_s, u"zst"_s, u"parquet"_s, u"pdf"_s};
    if (text.isEmpty())
        return wrong(u"--output needs the name of a file"_s);
    static const QStringList standardOutput{u"-"_s, u"/dev/stdout"_s, u"/dev/fd/1"_s, u"/proc/self/fd/1"_s};
    if (standardOutput.contains(text))
        return QString();
    if (const QString suffix = QFileInfo(text).suffix().toLower(); unwritten.contains(suffix))
        return wrong(u"No .%1 is written, only csv, ndjson and txt, also as .gz or .zip"_s.arg(suffix));
    return text;
}

Result<size_t> mostFrom(const QString &text)
{
    bool isNumber = false;
    const uint most = text.toUInt(&isNumber);
    if (!isNumber || most == 0)
        return wrong(u"“%1” is no count of rows from 1 on"_s.arg(text));
    return most;
}

std::optional<Field> fieldNamed(const QString &text)
{
    const auto name = audit::filter::nameFromText(text);
    const auto *field = name ? std::get_if<Field>(&*name) : nullptr;
    return field ? std::optional(*field) : std::nullopt;
}

Result<Field> topFieldFrom(const QString &text)
{
    const auto field = fieldNamed(text);
    if (!field || !std::ranges::contains(audit::engine::codedFields, *field))
        return wrong(u"“top” counts source, user, service, module, action, result or level, not “%1”"_s.arg(text));
    return *field;
}

Result<bool> headerFrom(const QString &text)
{
    if (text != "yes"_L1 && text != "no"_L1)
        return wrong(u"--header takes yes or no, not “%1”"_s.arg(text));
    return text == "yes"_L1;
}

/// Any text names a column: one that nobody knows is found by its title.
Order orderFrom(QString text)
{
    const bool isBackwards = text.startsWith(u'-');
    if (isBackwards)
        text.remove(0, 1);
    OrderKey key{.kind = OrderKey::Kind::Other, .field = {}, .title = text};
    if (const auto field = fieldNamed(text))
        key = {.kind = OrderKey::Kind::Field, .field = *field, .title = {}};
    else if (text == "number"_L1)
        key = {.kind = OrderKey::Kind::Number, .field = {}, .title = {}};
    else if (text == "file"_L1)
        key = {.kind = OrderKey::Kind::File, .field = {}, .title = {}};
    else if (text == "line"_L1)
        key = {.kind = OrderKey::Kind::Line, .field = {}, .title = {}};
    return {key, isBackwards};
}

/// Takes values of options, up to the first one that is wrong.
class Taking {
public:
    explicit Taking(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    void take(const QString &option, auto &target, auto from)
    {
        if (m_mistake || !m_parser.isSet(option))
            return;
        if (auto value = from(m_parser.value(option)))
            target = std::move(*value);
        else
            m_mistake = value.error();
    }

    const std::optional<Error> &mistake() const { return m_mistake; }

private:
    const QCommandLineParser &m_parser;
    std::optional<Error> m_mistake;
};

/// Short names count as their long ones.
std::optional<QString> unfitOption(const QCommandLineParser &parser, const TaskName &task)
{
    const auto taken = task.options.split(u' ');
    for (const auto option : {u"quiet", u"filter", u"format", u"output", u"most", u"step", u"zone", u"columns",
             u"header", u"order", u"key", u"checkpoint"}) {
        QString name = QString::fromUtf16(option);
        if (parser.isSet(name) && !taken.contains(name))
            return name;
    }
    return {};
}

Result<CommandLine> lineOf(const QCommandLineParser &parser, const TaskName &task)
{
    CommandLine line;
    line.task = task.task;
    if (parser.values(u"filter"_s).size() > 1)
        return wrong(u"--filter stands there twice; write all conditions into one"_s);
    line.filter = parser.value(u"filter"_s);
    line.isQuiet = parser.isSet(u"quiet"_s);
    line.keys = parser.values(u"key"_s);
    line.checkpoints = parser.values(u"checkpoint"_s);
    line.paths = parser.positionalArguments().sliced(1);
    if (parser.isSet(u"order"_s))
        line.order = orderFrom(parser.value(u"order"_s));
    Taking taking(parser);
    taking.take(u"zone"_s, line.zone, zoneFrom);
    taking.take(u"format"_s, line.format, formatFrom);
    taking.take(u"step"_s, line.step, stepFrom);
    taking.take(u"most"_s, line.most, mostFrom);
    taking.take(u"header"_s, line.hasHeader, headerFrom);
    taking.take(u"output"_s, line.output, outputFrom);
    taking.take(u"columns"_s, line.columns, audit::files::columnsFromText);
    if (taking.mistake())
        return std::unexpected(*taking.mistake());
    return line;
}

/// What stands before the files: the filter, or the field that is counted.
Result<CommandLine> withSubject(CommandLine line)
{
    if (line.task == Task::Filter || line.task == Task::Top) {
        if (line.paths.isEmpty())
            return wrong(line.task == Task::Filter ? u"“filter” needs a filter"_s : u"“top” needs a field"_s);
        const QString subject = line.paths.takeFirst();
        if (line.task == Task::Filter) {
            line.filter = subject;
        } else {
            const auto field = topFieldFrom(subject);
            if (!field)
                return std::unexpected(field.error());
            line.field = *field;
        }
    }
    if (line.task == Task::Verify && line.paths.isEmpty())
        return wrong(u"“verify” needs a bundle"_s);
    if (line.task == Task::Verify && line.paths.contains(u"-"_s))
        return wrong(u"“verify” reads files only, as it reads each at several places"_s);
    if (line.paths.isEmpty())
        line.paths = {u"-"_s};
    if (line.paths.count(u"-"_s) > 1)
        return wrong(u"Standard input can be read once only"_s);
    if (line.task == Task::Convert && line.format == Format::Table)
        return wrong(u"“convert” writes csv or ndjson"_s);
    return line;
}

}

Result<CommandLine> CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments)) {
        QString text = parser.errorText();
        if (text.endsWith(u'.'))
            text.chop(1);
        return wrong(text);
    }
    CommandLine line;
    if (parser.isSet(u"help"_s))
        return line;
    if (parser.isSet(u"version"_s)) {
        line.task = Task::Version;
        return line;
    }
    const QString command = parser.positionalArguments().value(0);
    if (command.isEmpty())
        return wrong(u"A command is missing"_s);
    const auto task = std::ranges::find(tasks, command, &TaskName::name);
    if (task == tasks.end())
        return wrong(u"There is no command “%1”"_s.arg(command));
    if (const auto option = unfitOption(parser, *task))
        return wrong(u"“%1” takes no --%2"_s.arg(command, *option));
    return lineOf(parser, *task).and_then(withSubject);
}

}
