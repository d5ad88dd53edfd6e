-- AlterEnum
ALTER TYPE "alert_reason" ADD VALUE 'fell_silent' BEFORE 'rule_changed';
