// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot's header writes Qt's `foreach`, which our own code is kept from.
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
