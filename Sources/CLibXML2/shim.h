#include <libxml/xmlversion.h>
// Debian's libxml2 shows ICU's headers, whose types clash with those of Foundation's own ICU. Only
// private fields of converters, which nobody here touches, depend on it.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
