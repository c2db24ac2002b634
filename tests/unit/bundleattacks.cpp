// SPDX-License-Identifier: GPL-3.0-or-later
#include "bundleattacks.h"

#include "audit/chain/canonicalform.h"

using namespace Qt::StringLiterals;

namespace sekimori::audit::bundle {

using State = Verdict::State;
namespace entries = sekimori::audit::chain::entries;

QByteArray forged(const ChainedLog &log, qint64 number)
{
    Event event = log.events.at(number - 1);
    event.user = u"mallory"_s;
    return chain::canonicalForm(event);
}

QList<BundleAttack> bundleAttacks()
{
    QList<BundleAttack> attacks;
    const auto add = [&](const char *name, State state, qint64 from, qint64 to, const auto &change) {
        attacks.append({.name = name, .state = state, .from = from, .to = to, .change = change});
    };
    const auto addFile = [&](const char *name, QByteArrayView entry, const auto &change) {
        attacks.append({.name = name, .state = State::Altered, .entry = QString::fromLatin1(entry), .change = change});
    };
    add("changes an event", State::Altered, 57, 57,
        [](BundleFiles &files, const ChainedLog &log) { files.setLine(entries::events, 57, forged(log, 57)); });
    add("changes the first event", State::Altered, 1, 1,
        [](BundleFiles &files, const ChainedLog &log) { files.setLine(entries::events, 1, forged(log, 1)); });
    add("changes the last event", State::Altered, 95, 95,
        [](BundleFiles &files, const ChainedLog &log) { files.setLine(entries::events, 95, forged(log, 95)); });
    add("changes two events", State::Altered, 20, 20, [](BundleFiles &files, const ChainedLog &log) {
        files.setLine(entries::events, 60, forged(log, 60));
        files.setLine(entries::events, 20, forged(log, 20));
    });
    add("changes an event and the manifest's digests", State::Altered, 51, 60,
        [](BundleFiles &files, const ChainedLog &log) {
            files.setLine(entries::events, 57, forged(log, 57));
            files.remake();
        });
    add("changes an event and its hash", State::Altered, 51, 60, [](BundleFiles &files, const ChainedLog &log) {
        files.setLine(entries::events, 57, forged(log, 57));
        files.setLine(
            entries::hashes, 57, "57 " + chain::linked(log.hashOf(56), files.line(entries::events, 57)).toHex());
    });
    add("recomputes all hashes and the manifest", State::Altered, 51, 60,
        [](BundleFiles &files, const ChainedLog &log) {
            files.setLine(entries::events, 57, forged(log, 57));
            files.rehash();
            files.remake();
        });
    add("recomputes all and seals with a key of his own", State::Altered, 51, 60,
        [](BundleFiles &files, const ChainedLog &log) {
            const auto key = crypto::SigningKey::make();
            files.setLine(entries::events, 57, forged(log, 57));
            files.rehash();
            files[entries::key] = key.verifyingKey().toPem();
            files.remake(&key);
        });
    add("the same without the checkpoints", State::KeyUnknown, 0, 0, [](BundleFiles &files, const ChainedLog &log) {
        const auto key = crypto::SigningKey::make();
        files.setLine(entries::events, 57, forged(log, 57));
        files.rehash();
        files[entries::key] = key.verifyingKey().toPem();
        files[entries::checkpoints].clear();
        files.remake(&key);
    });
    add("writes an event in another way", State::Altered, 30, 30, [](BundleFiles &files, const ChainedLog &) {
        files[entries::events].replace(files.line(entries::events, 30), ' ' + files.line(entries::events, 30));
    });
    add("renumbers an event", State::Altered, 30, 30, [](BundleFiles &files, const ChainedLog &) {
        QByteArray line = files.line(entries::events, 30);
        files.setLine(entries::events, 30, line.replace("\"number\":30,", "\"number\":90,"));
    });
    add("takes an event out", State::Missing, 29, 31,
        [](BundleFiles &files, const ChainedLog &) { files.removeLines(entries::events, 30, 30); });
    add("takes events and their hashes out", State::Missing, 29, 41, [](BundleFiles &files, const ChainedLog &) {
        files.removeLines(entries::events, 30, 40);
        files.removeLines(entries::hashes, 30, 40);
    });
    add("takes events out, recomputes all", State::Missing, 29, 41, [](BundleFiles &files, const ChainedLog &) {
        files.removeLines(entries::events, 30, 40);
        files.rehash();
        files.remake();
    });
    add("takes the first events out", State::Missing, 0, 12, [](BundleFiles &files, const ChainedLog &) {
        files.removeLines(entries::events, 1, 11);
        files.removeLines(entries::hashes, 1, 11);
    });
    add("takes an event out and renumbers those behind it", State::Altered, 30, 30,
        [](BundleFiles &files, const ChainedLog &log) {
            for (qint64 number = 30; number < 95; ++number) {
                Event event = log.events.at(number);
                event.number = number;
                files.setLine(entries::events, number, chain::canonicalForm(event));
            }
            files.removeLines(entries::events, 95, 95);
        });
    add("cuts the last events off", State::CutOff, 80, 95,
        [](BundleFiles &files, const ChainedLog &) { files.removeLines(entries::events, 81, 95); });
    add("cuts all events off", State::CutOff, 0, 95, [](BundleFiles &files, const ChainedLog &) {
        files[entries::events].clear();
        files[entries::hashes].clear();
        files[entries::checkpoints].clear();
    });
    add("drops the last events with their hashes and checkpoints", State::CutOff, 80, 95,
        [](BundleFiles &files, const ChainedLog &) {
            files.removeLines(entries::events, 81, 95);
            files.removeLines(entries::hashes, 81, 95);
            files.removeLines(entries::checkpoints, 10, 11);
        });
    addFile("drops the last events and says so in the manifest", entries::manifest,
        [](BundleFiles &files, const ChainedLog &) {
            files.removeLines(entries::events, 81, 95);
            files.removeLines(entries::hashes, 81, 95);
            files.removeLines(entries::checkpoints, 10, 11);
            files.remake();
        });
    addFile("drops the first events and says so in the manifest", entries::manifest,
        [](BundleFiles &files, const ChainedLog &log) {
            files.removeLines(entries::events, 1, 40);
            files.removeLines(entries::hashes, 1, 40);
            chain::Manifest told = files.manifest();
            told.first = 41;
            told.before = log.hashOf(40);
            told.count = 55;
            files.setManifest(told);
        });
    add("swaps two events", State::Altered, 30, 30, [](BundleFiles &files, const ChainedLog &) {
        const QByteArray line = files.line(entries::events, 30);
        files.setLine(entries::events, 30, files.line(entries::events, 31));
        files.setLine(entries::events, 31, line);
    });
    add("moves an event", State::Altered, 30, 30, [](BundleFiles &files, const ChainedLog &) {
        const QByteArray line = files.line(entries::events, 30);
        files.removeLines(entries::events, 30, 30);
        files.insertLine(entries::events, 70, line);
    });
    add("takes events out and moves another one", State::Missing, 29, 33, [](BundleFiles &files, const ChainedLog &) {
        const QByteArray line = files.line(entries::events, 60);
        files.removeLines(entries::events, 60, 60);
        files.insertLine(entries::events, 80, line);
        files.removeLines(entries::events, 30, 32);
    });
    add("puts an event in twice", State::Altered, 30, 30, [](BundleFiles &files, const ChainedLog &) {
        files.insertLine(entries::events, 31, files.line(entries::events, 30));
    });
    add("puts an event in at the end", State::Altered, 96, 96, [](BundleFiles &files, const ChainedLog &) {
        files[entries::events] += chain::canonicalForm(eventNumbered(96)) + '\n';
    });
    add("puts an empty line in", State::Altered, 31, 31,
        [](BundleFiles &files, const ChainedLog &) { files.insertLine(entries::events, 31, {}); });
    addFile("takes the last line feed", entries::events,
        [](BundleFiles &files, const ChainedLog &) { files[entries::events].chop(1); });
    addFile("changes a hash", entries::hashes, [](BundleFiles &files, const ChainedLog &log) {
        files.setLine(entries::hashes, 50, "50 " + log.hashOf(51).toHex());
    });
    addFile("clears the hashes", entries::hashes,
        [](BundleFiles &files, const ChainedLog &) { files[entries::hashes].clear(); });
    addFile("drops a checkpoint", entries::checkpoints,
        [](BundleFiles &files, const ChainedLog &) { files.removeLines(entries::checkpoints, 3, 3); });
    addFile("changes a checkpoint", entries::checkpoints, [](BundleFiles &files, const ChainedLog &) {
        files[entries::checkpoints].replace("number: 30", "number: 31");
    });
    addFile("puts a checkpoint of another log in", entries::checkpoints, [](BundleFiles &files, const ChainedLog &) {
        files[entries::checkpoints] += lineOf(ChainedLog(95, QByteArray(32, 'b')).checkpointAt(95)) + '\n';
    });
    addFile("changes what to do", entries::readme,
        [](BundleFiles &files, const ChainedLog &) { files[entries::readme].replace("openssl", "true"); });
    addFile("replaces the key", entries::key, [](BundleFiles &files, const ChainedLog &) {
        files[entries::key] = crypto::SigningKey::make().verifyingKey().toPem();
    });
    add("replaces the key, seals with it", State::KeyUnknown, 0, 0, [](BundleFiles &files, const ChainedLog &) {
        const auto key = crypto::SigningKey::make();
        files[entries::key] = key.verifyingKey().toPem();
        files.remake(&key);
    });
    addFile("changes the tenant's name in the manifest", entries::manifest,
        [](BundleFiles &files, const ChainedLog &) { files[entries::manifest].replace("Demo", "Sato"); });
    addFile("writes the manifest in another way", entries::manifest,
        [](BundleFiles &files, const ChainedLog &) { files[entries::manifest].replace(",", ", "); });
    addFile("promises more in the manifest", entries::manifest, [](BundleFiles &files, const ChainedLog &) {
        chain::Manifest told = files.manifest();
        told.last = told.tipNumber = 120;
        files.setManifest(told);
    });
    addFile("changes where the chain begins", entries::manifest, [](BundleFiles &files, const ChainedLog &log) {
        chain::Manifest told = files.manifest();
        told.first = 2;
        told.count = 94;
        told.before = log.hashOf(5);
        files.setManifest(told);
        files.removeLines(entries::events, 1, 1);
    });
    addFile("changes the signature", entries::manifest, [](BundleFiles &files, const ChainedLog &) {
        files[entries::signature][5] = char(files[entries::signature][5] ^ 1);
    });
    addFile("takes the signature's place", entries::manifest, [](BundleFiles &files, const ChainedLog &log) {
        files[entries::signature] = log.key.sign(textOf(log.checkpointAt(95).checkpoint));
    });
    addFile("takes the signature out", entries::manifest,
        [](BundleFiles &files, const ChainedLog &) { files.remove(entries::signature); });
    addFile("takes the README out", entries::readme,
        [](BundleFiles &files, const ChainedLog &) { files.remove(entries::readme); });
    addFile("takes the checkpoints out", entries::checkpoints,
        [](BundleFiles &files, const ChainedLog &) { files.remove(entries::checkpoints); });
    addFile("puts a file in", "events.csv",
        [](BundleFiles &files, const ChainedLog &) { files.add("events.csv", "number,user\n1,sato\n"); });
    add("packs it anew", State::Intact, 0, 0, [](BundleFiles &, const ChainedLog &) { });
    return attacks;
}

}
