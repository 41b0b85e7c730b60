"""What is typed of actions: their sheet, their results and money by year, their end, and files of results."""
