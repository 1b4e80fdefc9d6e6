import FoundationEssentials
import Glibc

/// Why a file or folder cannot be written, in words: never the error object, which is of use to nobody and
/// holds paths.
package enum WriteProblem {
  package static func words(_ error: any Error) -> String {
    let cocoa = error as? CocoaError
    if let code = (cocoa?.underlying as? POSIXError ?? error as? POSIXError)?.code {
      return words(code) ?? "the system refuses it (error \(code.rawValue))"
    }
    return switch cocoa?.code {
    case .fileWriteNoPermission?: "permission is denied"
    case .fileWriteOutOfSpace?: "the disk is full"
    case .fileWriteVolumeReadOnly?: "the file system is read-only"
    case .fileNoSuchFile?: "no folder can be made there"
    case .fileWriteFileExists?: "a file stands where a folder is needed"
    case .fileWriteInvalidFileName?: "the name cannot be one of a file"
    default: "the system refuses it"
    }
  }

  private static func words(_ code: POSIXErrorCode) -> String? {
    switch code {
    case .EACCES, .EPERM: "permission is denied"
    case .ENOSPC: "the disk is full"
    case .EDQUOT: "the quota of the disk is used up"
    case .EFBIG: "the file would be larger than may be"
    case .EROFS: "the file system is read-only"
    case .ENOENT: "no folder can be made there"
    case .ENOTDIR, .EEXIST: "a file stands where a folder is needed"
    case .EISDIR, .ENOTEMPTY: "a folder stands where a file is needed"
    case .ENAMETOOLONG: "the name is too long"
    case .EINVAL, .EILSEQ: "the name cannot be one of a file"
    case .ELOOP: "links lead to one another without an end"
    case .EMFILE, .ENFILE: "too many files are open"
    case .EBUSY, .ETXTBSY: "it is in use"
    case .EIO: "the disk has an error"
    case .ENOMEM: "there is no memory left"
    default: nil
    }
  }
}
