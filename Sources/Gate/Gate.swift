package enum Gate {}
