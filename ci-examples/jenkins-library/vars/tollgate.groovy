// tollgate config: 'tollgate.yml', reports: 'tollgate-report'
//
// Runs the gate, publishes its reports in every ending, and only then lets the exit code decide: inconclusive (3)
// and warnings (5) are yellow, every other code but 0 is red. It needs the JUnit plugin; issues are shown where
// Warnings Next Generation is installed, the page where HTML Publisher is. No security setting has to change.
def call(Map options = [:]) {
  def config = options.config ?: 'tollgate.yml'
  def reports = options.reports ?: 'tollgate-report'
  int code
  withEnv(["TOLLGATE_CONFIG=${config}", "TOLLGATE_REPORTS=${reports}"]) {
    // A commit can hold a folder of that name, and the last build left its own; what is kept must be this run's.
    sh 'rm -rf -- "$TOLLGATE_REPORTS"'
    code = sh(
      returnStatus: true,
      script: '.tollgate/tollgate check "$TOLLGATE_CONFIG" --out "$TOLLGATE_REPORTS" --ci jenkins')
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
