package io.starling.benchmarks.compare;

/**
 * One measured value, a line of the CSV.
 *
 * @param product who was measured
 * @param members the size of the mesh
 * @param figure what was measured
 * @param value the value, in the figure's unit; the limit if it was not reached
 * @param reached false if it did not happen within the limit
 */
record Sample(Product product, int members, Figure figure, double value, boolean reached) {

	/** The first line of the CSV. */
	static final String HEADER = "product,members,figure,unit,value,reached";

	private static final int COLUMNS = 6;

	String toLine() {
		return String.join(",", this.product.name(), Integer.toString(this.members), this.figure.name(),
				this.figure.unit(), Double.toString(this.value), Boolean.toString(this.reached));
	}

	static Sample parse(String line) {
		String[] columns = line.split(",", -1);
		if (columns.length != COLUMNS) {
			throw new IllegalArgumentException("Not a line of samples: " + line);
		}
		return new Sample(Product.valueOf(columns[0]), Integer.parseInt(columns[1]), Figure.valueOf(columns[2]),
				Double.parseDouble(columns[4]), Boolean.parseBoolean(columns[5]));
	}

}
