from exports.book import Book
from exports.inputs_sheet import write_inputs
from exports.calculation import write_calculations
import time
def write_workbook(result, target, language="ko"):
    t=time.perf_counter()
    book = Book(result, target, language)
    t1=time.perf_counter()
    inputs = write_inputs(book)
    t2=time.perf_counter()
    write_calculations(book, inputs)
    t3=time.perf_counter()
    book.workbook.close()
    t4=time.perf_counter()
    print(t1-t,t2-t1,t3-t2,t4-t3)
