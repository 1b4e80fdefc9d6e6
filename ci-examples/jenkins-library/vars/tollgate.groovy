// tollgate config: 'tollgate.yml', reports: 'tollgate-report'
//
// Installs the release that this library names, runs the gate, publishes its reports in every ending, and only then
// lets the exit code decide: inconclusive (3) and warnings (5) are yellow, every other code but 0 is red. It needs the
// JUnit plugin; issues are shown where Warnings Next Generation is installed, the page where HTML Publisher is. No
// security setting has to change.
def call(Map options = [:]) {
  def config = options.config ?: 'tollgate.yml'
  def reports = options.reports ?: 'tollgate-report'
  // Where you keep the release, and the SHA-256 that you compared when you put it there.
  def archive = 'https://artifacts.example.com/tollgate-0.1.0-linux-x86_64.tar.gz'
  def checksum = '0000000000000000000000000000000000000000000000000000000000000000'
  int code
  withEnv([
    "TOLLGATE_ARCHIVE=${archive}", "TOLLGATE_CHECKSUM=${checksum}", "TOLLGATE_CONFIG=${config}",
    "TOLLGATE_REPORTS=${reports}",
  ]) {
    // A commit can hold a folder of that name, and the last build left its own; what is kept must be this run's.
    sh 'rm -rf -- "$TOLLGATE_REPORTS"'
    // Outside the workspace, where nothing of the pull request lies.
    def tools = sh(returnStdout: true, script: 'mktemp -d').trim()
    withEnv(["tools=${tools}"]) {
      sh '''
        curl --fail --silent --show-error --location --proto '=https' --output "$tools/archive.tar.gz" "$TOLLGATE_ARCHIVE"
        echo "$TOLLGATE_CHECKSUM  $tools/archive.tar.gz" | sha256sum --check --strict
        tar -xzf "$tools/archive.tar.gz" --strip-components 1 -C "$tools"
      '''
      code = sh(
        returnStatus: true,
        script: '"$tools/tollgate" check "$TOLLGATE_CONFIG" --out "$TOLLGATE_REPORTS" --ci jenkins --no-programs')
      sh 'rm -rf "$tools"'
    }
  }
  junit testResults: "${reports}/junit.xml", keepProperties: true, skipMarkingBuildUnstable: true
  archiveArtifacts artifacts: "${reports}/**"
  if (fileExists("${reports}/jenkins-issues.json") && options.issues != false) {
    recordIssues tool: issues(
      pattern: "${reports}/jenkins-issues.json", name: 'Model gate', id: 'tollgate')
  }
  if (options.page != false) {
    publishHTML target: [
      reportDir: reports, reportFiles: 'index.html', reportName: 'Model gate', keepAll: true,
      alwaysLinkToLastBuild: true, allowMissing: true]
  }
  if (code == 3 || code == 5) {
    unstable("The gate ended with exit code ${code}")
  } else if (code != 0) {
    error("The gate ended with exit code ${code}")
  }
  return code
}
