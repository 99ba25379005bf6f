"""How sure the answer is: draws of the uncertain inputs, and what follows from them."""
