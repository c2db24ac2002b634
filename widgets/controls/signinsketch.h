// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/language.h"

#include <QColor>
#include <QFont>
#include <QImage>
#include <QList>
#include <QRectF>

class QPainter;

namespace sekimori::widgets {

/// What of a tenant's own is on its page for signing in.
struct SignInFace {
    QString title;
    QImage image; ///< null: none
    QString failure; ///< as after a failed sign-in; empty: as before any
    policy::Language language = policy::Language::English;
};

/// Draws the platform's page for signing in as a browser would show it, by the same measures and colours as
/// resources/web/page.css has. Where the browser has other fonts than this program, its lines may break elsewhere.
class SignInSketch {
public:
    /// Where what stands on the page, in its own pixels. Empty: it is not there.
    struct Boxes {
        QRectF sheet;
        QRectF image;
        QRectF title;
        QRectF notice;
        QRectF userLabel;
        QRectF user;
        QRectF passwordLabel;
        QRectF password;
        QRectF button;
        QRectF footer;
        qreal height = 0; ///< of the whole page, which may be more than is seen of it
    };

    struct Colors {
        QColor ground, sheet, ink, quiet, line, field, edge, deed, deedInk, problem, problemGround;
    };

    /// @p window is what is seen of the page at once.
    SignInSketch(const SignInFace &face, const QSize &window, bool isDark);

    const Boxes &boxes() const { return m_boxes; }
    void paint(QPainter &painter) const;

    static const Colors &colors(bool isDark);
    /// The failure in the platform's own words, for tenants that have none of their own.
    static QString usualFailure(policy::Language language);

private:
    struct Text {
        QFont font;
        QStringList lines;
        qreal lineHeight = 0;

        qreal height() const { return lineHeight * lines.size(); }
    };

    QFont fontOf(qreal pixels, int weight) const;
    static QStringList wrapped(const QString &text, const QFont &font, qreal width, bool isBalanced);
    void layOut();
    void place(qreal top);
    void paintLines(QPainter &painter, const Text &text, const QPointF &from) const;
    void paintShadow(QPainter &painter) const;
    void paintForm(QPainter &painter) const;
    void paintFooter(QPainter &painter) const;

    SignInFace m_face;
    QSize m_window;
    bool m_isDark;
    bool m_isPhone;
    Text m_title;
    Text m_notice;
    Boxes m_boxes;
};

}
