/**
 * Runs jobs: the timer that takes what is due or asked for, and what every job of Jakarta Batch is
 * made of.
 *
 * <p>A job is {@code META-INF/batch-jobs/<code>.xml} with the listener {@code runRecord} and a step
 * that is either one piece ({@link org.dompet.batch.run.RunBatchlet}) or has parts ({@link
 * org.dompet.batch.run.PartPlan} and {@link org.dompet.batch.run.PartBatchlet}):
 *
 * <pre>{@code
 * <job id="ledger-seal" restartable="false" xmlns="https://jakarta.ee/xml/ns/jakartaee" version="2.0">
 *   <listeners><listener ref="runRecord"><properties>
 *     <property name="run" value="#{jobParameters['run']}"/></properties></listener></listeners>
 *   <step id="work">
 *     <batchlet ref="ledgerSeal"><properties>
 *       <property name="run" value="#{jobParameters['run']}"/></properties></batchlet>
 *   </step>
 * </job>
 *
 * <step id="work">
 *   <batchlet ref="walletChecks"><properties>
 *     <property name="run" value="#{jobParameters['run']}"/>
 *     <property name="part" value="#{partitionPlan['part']}"/></properties></batchlet>
 *   <partition><mapper ref="walletParts"><properties>
 *     <property name="run" value="#{jobParameters['run']}"/></properties></mapper></partition>
 * </step>
 * }</pre>
 *
 * <p>Where a run is, is in our own row, committed with the work; a run that is continued is a new
 * execution of Jakarta Batch. Uses {@code job}.
 */
@NullMarked
package org.dompet.batch.run;

import org.jspecify.annotations.NullMarked;
