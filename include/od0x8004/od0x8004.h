/**
 * @file od0x8004.h
 * Finds out why OneDrive cannot sign in (0x8004de40 and its siblings). Read
 * the headers in this order.
 */
#ifndef OD0X8004_H
#define OD0X8004_H

#include "base.h"      /* status, errors, memory, jobs */
#include "code.h"      /* what a code means */
#include "facts.h"     /* what was measured */
#include "rules.h"     /* what it says about causes */
#include "diagnosis.h" /* the ranked answer */
#include "case.h"      /* from evidence to diagnosis */

#endif
