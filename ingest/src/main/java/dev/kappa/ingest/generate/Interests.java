package dev.kappa.ingest.generate;

import java.util.List;

/** Things that employees do in their free time. */
final class Interests {
  private static final List<String> NAMES =
      List.of(
          "Internet",
          "Reading",
          "Astronomy",
          "Planking",
          "Making Model Cars",
          "Home Repair",
          "TV watching",
          "Ziplining",
          "Working on cars",
          "Train Spotting",
          "String Figures",
          "Sky Diving",
          "Shopping",
          "Renting movies",
          "Rafting",
          "Puppetry",
          "Pottery",
          "Musical Instruments",
          "Kayaking",
          "Hot air ballooning",
          "Four Wheeling",
          "Football",
          "Darts",
          "Crochet",
          "Body Building",
          "Belly Dancing",
          "Beach/Sun tanning",
          "Amateur Radio",
          "YoYo",
          "Woodworking",
          "Weather Watcher",
          "Volunteer",
          "Violin",
          "Video Games",
          "Ultimate Frisbee",
          "Tetris",
          "Tennis",
          "Surf Fishing",
          "Stamp Collecting",
          "Soap Making",
          "Skateboarding",
          "Singing In Choir",
          "Sewing",
          "Scuba Diving",
          "Saltwater Aquariums",
          "Gardening",
          "Chess",
          "Cooking",
          "Photography",
          "Bird Watching");

  private Interests() {}

  /** The interest of that rank; there are as many as are asked for. */
  static String name(int rank) {
    var name = NAMES.get(rank % NAMES.size());
    return rank < NAMES.size() ? name : name + " " + (rank / NAMES.size() + 1);
  }
}
