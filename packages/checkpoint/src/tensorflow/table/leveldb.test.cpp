// Reads a table with LevelDB, every check on, and has LevelDB write its entries again: raw, and compressed by Snappy.
// usage: leveldb TABLE RAW COMPRESSED; see leveldb.test.ts
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include "leveldb/env.h"
#include "leveldb/iterator.h"
#include "leveldb/table.h"
#include "leveldb/table_builder.h"

static void check(const leveldb::Status& status) {
  if (status.ok()) return;
  std::cerr << status.ToString() << std::endl;
  std::exit(1);
}

static std::unique_ptr<leveldb::WritableFile> create(const char* path) {
  leveldb::WritableFile* file;
  check(leveldb::Env::Default()->NewWritableFile(path, &file));
  return std::unique_ptr<leveldb::WritableFile>(file);
}

int main(int count, char** paths) {
  if (count != 4) return 2;
  leveldb::Options options;
  options.paranoid_checks = true;
  options.block_size = 262144;
  options.block_restart_interval = 16;
  options.compression = leveldb::kNoCompression;
  leveldb::Options compressing = options;
  compressing.compression = leveldb::kSnappyCompression;

  uint64_t size;
  leveldb::RandomAccessFile* file;
  leveldb::Table* table;
  check(leveldb::Env::Default()->GetFileSize(paths[1], &size));
  check(leveldb::Env::Default()->NewRandomAccessFile(paths[1], &file));
  check(leveldb::Table::Open(options, file, size, &table));
  leveldb::ReadOptions reading;
  reading.verify_checksums = true;
  std::unique_ptr<leveldb::Iterator> entry(table->NewIterator(reading));
  std::unique_ptr<leveldb::Iterator> found(table->NewIterator(reading));

  auto rawFile = create(paths[2]);
  auto compressedFile = create(paths[3]);
  leveldb::TableBuilder raw(options, rawFile.get());
  leveldb::TableBuilder compressed(compressing, compressedFile.get());
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    found->Seek(entry->key());
    if (!found->Valid() || found->key() != entry->key() || found->value() != entry->value()) return 3;
    raw.Add(entry->key(), entry->value());
    compressed.Add(entry->key(), entry->value());
  }
  check(entry->status());
  check(found->status());
  check(raw.Finish());
  check(compressed.Finish());
  check(rawFile->Close());
  check(compressedFile->Close());
  std::cout << raw.NumEntries() << std::endl;
}
