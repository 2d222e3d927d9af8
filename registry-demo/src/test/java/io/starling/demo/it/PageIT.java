package io.starling.demo.it;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser: a person clicks, and sees. Pictures of what the person saw
 * are in {@code target/page}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {

	private static final String CHROMIUM = "/usr/bin/chromium";

	private static final String CHROMEDRIVER = "/usr/bin/chromedriver";

	private static final boolean BROWSER = Prerequisite.exists(CHROMIUM) && Prerequisite.exists(CHROMEDRIVER);

	private static final Path PICTURES = Path.of("target", "page");

	@TempDir
	static Path profile;

	private static RunningDemo demo;

	private static ChromeDriver browser;

	@BeforeAll
	static void open() throws Exception {
		if (!BROWSER) {
			return;
		}
		demo = RunningDemo.start("PageIT", "--demo.plan.storefront=1", "--demo.plan.pricing=1");
		ConsoleClient console = demo.console();
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM);
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--window-size=1440,1250", "--hide-scrollbars", "--user-data-dir=" + profile);
		browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(new File(CHROMEDRIVER))
			.usingAnyFreePort()
			.build(), options);
		browser.get(console.url().toString());
	}

	@BeforeEach
	void check() {
		Prerequisite.require(BROWSER ? ""
				: "No " + CHROMIUM + " with " + CHROMEDRIVER + ": apt-get install chromium chromium-driver");
	}

	@AfterAll
	static void close() {
		if (browser != null) {
			browser.quit();
		}
		if (demo != null) {
			demo.close();
		}
	}

	@Test
	@Order(1)
	void showsTheInstancesComingUpAndTheCallsFlow() throws Exception {
		until(() -> "live".equals(text("#page-condition")));
		until(() -> List.of("inventory-1", "inventory-2", "pricing-1", "storefront-1")
			.stream()
			.allMatch((name) -> "UP".equals(status(name))));
		until(() -> answered() > 20);
		assertThat(text("#member-count")).isEqualTo("5");
		assertThat(look("inventory-2")).isEqualTo("alive");
		picture("up");
	}

	@Test
	@Order(2)
	void aClickKillsAnInstanceAndTheCallsGoOn() throws Exception {
		button("inventory-2", "kill").click();
		until(() -> "STOPPED".equals(status("inventory-2")));
		until(() -> text("#log").contains("was lost by all"));
		assertThat(text("#log")).contains("kill -9").contains("died");
		assertThat(look("inventory-2")).isEqualTo("dead");
		assertThat(text("#member-count")).isEqualTo("4");
		long before = answered();
		until(() -> answered() > before + 5);
		picture("killed");
	}

	@Test
	@Order(3)
	void anotherClickBringsItBack() {
		button("inventory-2", "start").click();
		until(() -> "UP".equals(status("inventory-2")));
		until(() -> "alive".equals(look("inventory-2")));
	}

	@Test
	@Order(4)
	void aClickDrainsAnInstance() throws Exception {
		button("inventory-1", "drain").click();
		until(() -> "DRAINING".equals(status("inventory-1")));
		picture("draining");
		until(() -> "STOPPED".equals(status("inventory-1")));
		assertThat(text("#count-failed")).isEqualTo("0");
	}

	@Test
	@Order(5)
	void saysSoWhenTheConsoleIsGone() throws Exception {
		assertThat(errors()).as("what the browser complains of").isEmpty();
		demo.close();
		until(() -> "no connection".equals(text("#page-condition")));
		assertThat(text("#lost")).contains("has not answered since");
		picture("lost");
	}

	private static List<String> errors() {
		return browser.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString).toList();
	}

	private static void until(java.util.function.BooleanSupplier condition) {
		new WebDriverWait(browser, Duration.ofSeconds(60)).pollingEvery(Duration.ofMillis(50))
			.ignoring(org.openqa.selenium.StaleElementReferenceException.class)
			.until((driver) -> condition.getAsBoolean());
	}

	private static String text(String selector) {
		return browser.findElement(By.cssSelector(selector)).getText();
	}

	private static long answered() {
		return Long.parseLong(text("#count-ok").replace(",", ""));
	}

	private static String status(String instance) {
		return browser.findElements(By.cssSelector("tr[data-instance='" + instance + "']"))
			.stream()
			.findFirst()
			.map((row) -> row.getDomAttribute("data-status"))
			.orElse("");
	}

	private static String look(String name) {
		return browser.findElement(By.cssSelector("#nodes g[data-key='" + name + "']")).getDomAttribute("data-look");
	}

	private static WebElement button(String instance, String action) {
		return browser
			.findElement(By.cssSelector("tr[data-instance='" + instance + "'] button[data-action='" + action + "']"));
	}

	private static void picture(String name) throws Exception {
		Files.createDirectories(PICTURES);
		Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
	}

}
