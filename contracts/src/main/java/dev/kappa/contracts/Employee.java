package dev.kappa.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An employee, as other programs send it to {@code sample.employees}.
 *
 * <p>Every field may be missing: the log keeps what was sent, a reader decides what it needs.
 *
 * @param salary yearly salary as a decimal number in text, for example {@code "154000"}
 * @param dateOfJoining ISO-8601 date, for example {@code 1993-01-11}
 * @param age in years
 * @param interests separated by commas, for example {@code "Internet,Planking"}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "FirstName",
  "LastName",
  "Designation",
  "Salary",
  "DateOfJoining",
  "Address",
  "Gender",
  "Age",
  "MaritalStatus",
  "Interests"
})
public record Employee(
    @JsonProperty("FirstName") String firstName,
    @JsonProperty("LastName") String lastName,
    @JsonProperty("Designation") String designation,
    @JsonProperty("Salary") String salary,
    @JsonProperty("DateOfJoining") String dateOfJoining,
    @JsonProperty("Address") String address,
    @JsonProperty("Gender") String gender,
    @JsonProperty("Age") Integer age,
    @JsonProperty("MaritalStatus") String maritalStatus,
    @JsonProperty("Interests") String interests) {}
