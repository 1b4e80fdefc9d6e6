// An ICU data table without entries, laid out as ICU's own "stubdata" library does it. scripts/release
// binds the name of the Swift toolchain's ICU data to it.
//
// Full Foundation, which Yams and swift-mustache import, brings 34 MB of locale data. Tollgate asks
// for none of it: no locale, no collation, no calendar. With this table in its place such a question
// is answered with ICU's "missing resource".
#include <stdint.h>

typedef struct {
  uint16_t header_size;
  uint8_t magic[2];
  struct {
    uint16_t size, reserved;
    uint8_t is_big_endian, charset_family, code_unit_size, reserved_byte;
    uint8_t format[4], format_version[4], data_version[4];
  } info;
  uint8_t padding[8];
  uint32_t count, reserved;
  int32_t entries[4];
} Table;

_Static_assert(sizeof(Table) == 56, "ICU reads the table at fixed offsets");

const Table tollgate_no_icu_data __attribute__((aligned(16))) = {
  .header_size = 32,
  .magic = {0xda, 0x27},
  .info = {
    .size = 20,
    .is_big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .code_unit_size = 2,
    .format = {'T', 'o', 'C', 'P'},
    .format_version = {1},
  },
};
