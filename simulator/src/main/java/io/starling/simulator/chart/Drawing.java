package io.starling.simulator.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/**
 * Something on a white ground that can be written as a picture of points or of lines.
 *
 * @param width in pixels
 * @param height in pixels
 * @param painter paints it
 */
public record Drawing(int width, int height, Consumer<Graphics2D> painter) {

	/** Points for each pixel, so that letters are sharp. */
	private static final int SCALE = 2;

	/**
	 * Writes the picture as points.
	 * @param file the PNG file
	 * @throws IOException if it cannot be written
	 */
	public void writePng(Path file) throws IOException {
		BufferedImage image = new BufferedImage(this.width * SCALE, this.height * SCALE, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.scale(SCALE, SCALE);
		paint(graphics);
		graphics.dispose();
		ImageIO.write(image, "png", file.toFile());
	}

	/**
	 * Writes the picture as lines and letters.
	 * @param file the SVG file
	 * @throws IOException if it cannot be written
	 */
	public void writeSvg(Path file) throws IOException {
		try (Writer out = Files.newBufferedWriter(file)) {
			svg().stream(out, true);
		}
	}

	/**
	 * Returns the picture as an element that can stand in a page.
	 * @return the SVG, without a head of its own
	 * @throws IOException never; there is no file
	 */
	public String toSvg() throws IOException {
		StringWriter out = new StringWriter();
		svg().stream(out, true);
		String document = out.toString();
		return document.substring(document.indexOf("<svg"));
	}

	private SVGGraphics2D svg() {
		SVGGraphics2D graphics = new SVGGraphics2D(emptyDocument());
		graphics.setSVGCanvasSize(new Dimension(this.width, this.height));
		paint(graphics);
		return graphics;
	}

	private static Document emptyDocument() {
		try {
			return DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.getDOMImplementation()
				.createDocument("http://www.w3.org/2000/svg", "svg", null);
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void paint(Graphics2D graphics) {
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, this.width, this.height);
		this.painter.accept(graphics);
	}

}
