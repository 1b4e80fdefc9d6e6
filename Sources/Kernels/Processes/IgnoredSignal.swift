internal import CKernels

/// What the process was told about signals when it started.
package enum IgnoredSignal {
  /// Whether `signal` is ignored, as `nohup` leaves SIGHUP: whoever asked for that means it.
  package static func contains(_ signal: Int32) -> Bool { tg_is_ignored(signal) != 0 }
}
