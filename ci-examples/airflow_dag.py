"""A daily gate between training and deployment.

Inconclusive (exit code 3) skips the deployment instead of failing the run; every other code but 0 fails it.
"""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="model_gate",
    start_date=datetime(2026, 1, 1),
    schedule="@daily",
    catchup=False,
) as dag:
    train = BashOperator(task_id="train", bash_command="python train.py")
    gate = BashOperator(
        task_id="gate",
        bash_command="rm -rf tollgate-report && tollgate check tollgate.yml --out tollgate-report",
        cwd="/opt/model",
        skip_on_exit_code=3,
    )
    deploy = BashOperator(task_id="deploy", bash_command="python deploy.py")

    train >> gate >> deploy
